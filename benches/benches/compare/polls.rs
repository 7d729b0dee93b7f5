//! Row 9: polls of a pending future.

use std::future::{Future, poll_fn};
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use allocation_counter::measure;
use genai_runtime::chain_step;

use crate::rounds::{self, Pace, alternate, time};
use crate::setup::{self, Recorded, Setup};
use crate::table::{Limit, Row, Unit};

/// Polls of one future in one pass.
const POLLS: u64 = 20_000;

#[chain_step]
async fn waiting(polls: u64) -> u64 {
    wait(polls).await
}

/// Pending for so many polls.
fn wait(polls: u64) -> impl Future<Output = u64> {
    let mut left = polls;
    poll_fn(move |_| {
        if left == 0 {
            return Poll::Ready(polls);
        }
        left -= 1;
        black_box(Poll::Pending)
    })
}

async fn waiting_plain(polls: u64) -> u64 {
    wait(polls).await
}

pub(crate) fn beside_bare(pace: Pace) -> Vec<Row> {
    let case = "poll of a pending future";
    let recorded = Recorded::ALL;
    let ours = setup::annotated(Setup::Installed, recorded);
    let limit = Limit::More(70.0);
    let rounds = alternate(
        &format!("9 {case}"),
        pace,
        POLLS,
        [
            &mut |polls| {
                let taken = poll_all(waiting(polls), polls);
                ours.settle(1);
                taken
            },
            &mut |polls| poll_all(waiting_plain(polls), polls),
        ],
    );
    let counted = (
        allocations(waiting(POLLS)),
        allocations(waiting_plain(POLLS)),
    );
    ours.settle(1);
    vec![
        rounds.row(9, case, (0, 1), limit),
        rounds::row(
            (9, Unit::Allocations),
            &format!("{case}, allocations"),
            vec![counted],
            Limit::More(0.0),
        ),
    ]
}

/// The time of all polls but the first, which starts the body, and the last, which ends it.
fn poll_all(future: impl Future, polls: u64) -> Duration {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
    let taken = time(polls - 1, || {
        assert!(future.as_mut().poll(&mut context).is_pending());
    });
    assert!(future.as_mut().poll(&mut context).is_ready());
    taken
}

fn allocations(future: impl Future) -> f64 {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
    let counted = measure(|| {
        for _ in 1..POLLS {
            assert!(future.as_mut().poll(&mut context).is_pending());
        }
    });
    assert!(future.as_mut().poll(&mut context).is_ready());
    counted.count_total as f64 / (POLLS - 1) as f64
}
