//! Row 10: two threads that share a provider.

use std::hint::{black_box, spin_loop};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use allocation_counter::opt_out;

use crate::annotated::{self, Reply, ready};
use crate::by_hand;
use crate::one_call::call;
use crate::rounds::{Pace, alternate, time};
use crate::setup::{self, Recorded, Setup};
use crate::table::{Limit, Row};

/// Spans of a batch, many enough that threads run concurrently for long.
const BATCH: usize = 2048;

/// Calls of each thread, few enough that all of them together fill no batch.
const CALLS: u64 = 600;

/// Warm-up calls of each thread, which set up its state.
const BEFORE: u64 = 50;

pub(crate) fn one_and_two(pace: Pace, setup: Setup) -> Vec<Row> {
    let recorded = Recorded {
        batch: Some(BATCH),
        ..Recorded::ALL
    };
    let reply = &Reply::new();
    let ours = setup::annotated(setup, recorded);
    let hand = by_hand::install(setup::by_hand(setup, recorded));
    let annotated = || {
        black_box(ready(call!(annotated::complete, reply)));
    };
    let by_hand = || {
        black_box(ready(call!(by_hand::complete, reply)));
    };
    let case = |what: &str| format!("{what}, {}", setup.name());
    let rounds = alternate(
        &format!("10 {}", case("two threads")),
        pace,
        CALLS,
        [
            &mut |calls| {
                let taken = together(2, calls, &annotated);
                ours.settle(2 * (BEFORE + calls));
                taken
            },
            &mut |calls| {
                let taken = together(1, calls, &annotated);
                ours.settle(BEFORE + calls);
                taken
            },
            &mut |calls| {
                let taken = together(2, calls, &by_hand);
                hand.settle(2 * (BEFORE + calls));
                taken
            },
            &mut |calls| {
                let taken = together(1, calls, &by_hand);
                hand.settle(BEFORE + calls);
                taken
            },
        ],
    );
    let one = "two threads and one";
    vec![
        rounds.row(10, &case(one), (0, 1), Limit::Ratio(1.4)),
        rounds.row(10, &case(&format!("{one}, by hand")), (2, 3), Limit::None),
        rounds.row(10, &case("two threads, by hand"), (0, 2), Limit::None),
    ]
}

/// The mean time of a thread's calls while the others make theirs.
fn together(threads: usize, calls: u64, call: &(impl Fn() + Sync)) -> Duration {
    let waiting = AtomicUsize::new(threads);
    let one = || {
        let mut taken = Duration::ZERO;
        opt_out(|| {
            time(BEFORE, call);
            waiting.fetch_sub(1, Ordering::AcqRel);
            // A lock would release the threads one after the other.
            while waiting.load(Ordering::Acquire) > 0 {
                spin_loop();
            }
            taken = time(calls, call);
        });
        taken
    };
    let all: Duration = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    all.div_f64(threads as f64)
}
