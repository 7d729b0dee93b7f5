//! Row 11: many calls at full speed, into a receiver that answers at once.

use std::hint::black_box;
use std::time::Instant;

use crate::annotated::{self, Reply, ready};
use crate::by_hand;
use crate::destination::Destination;
use crate::one_call::call;
use crate::rounds::{self, Pace};
use crate::setup::{self, Recorded, Setup};
use crate::table::{Limit, Row, Unit};

const CALLS: u64 = 100_000;
const ROUNDS: u64 = 5;

/// The result of a burst.
#[derive(Clone, Copy, Debug)]
struct Burst {
    lost: f64,
    /// Calls per second, until the last call.
    made: f64,
    /// Received spans per second, until the last span.
    delivered: f64,
}

/// Both sides with default settings and metrics.
pub(crate) fn into_receiver(pace: Pace) -> Vec<Row> {
    let (calls, count) = match pace {
        Pace::Smoke => (100, 1),
        Pace::Measured => (CALLS, ROUNDS),
    };
    let recorded = Recorded::ALL;
    let reply = &Reply::new();
    let ours = setup::annotated(Setup::Installed, recorded);
    let hand = by_hand::install(setup::by_hand(Setup::Installed, recorded));
    let bursts: Vec<_> = (0..count)
        .map(|_| {
            (
                burst(&ours, calls, || {
                    black_box(ready(call!(annotated::complete, reply)))
                }),
                burst(&hand, calls, || {
                    black_box(ready(call!(by_hand::complete, reply)))
                }),
            )
        })
        .collect();
    let row = |unit: Unit, case: &str, of: fn(Burst) -> f64, limit: Limit| {
        let compared = bursts.iter().map(|(ours, hand)| (of(*ours), of(*hand)));
        let case = format!("{calls} calls at once, {case}");
        rounds::row((11, unit), &case, compared.collect(), limit)
    };
    let mut lost = row(
        Unit::Spans,
        "spans lost",
        |burst| burst.lost,
        Limit::AtMost(0.0),
    );
    // A ratio of losses is meaningless without losses.
    lost.ratio = None;
    vec![
        lost,
        row(Unit::PerSecond, "made", |burst| burst.made, Limit::None),
        row(
            Unit::PerSecond,
            "delivered",
            |burst| burst.delivered,
            Limit::None,
        ),
    ]
}

fn burst<T>(destination: &Destination, calls: u64, call: impl FnMut() -> T) -> Burst {
    let start = Instant::now();
    let made = rounds::time(calls, call).as_secs_f64();
    let arrived = destination.arrived();
    let delivered = start.elapsed().as_secs_f64();
    Burst {
        lost: calls as f64 - arrived as f64,
        made: calls as f64 / made,
        delivered: arrived as f64 / delivered,
    }
}
