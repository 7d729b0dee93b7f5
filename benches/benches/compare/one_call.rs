//! Rows 1, 2, 3 and 7: one call, compared with other instrumentation.

use std::hint::black_box;

use crate::annotated::{self, Reply, ready};
use crate::rounds::{Pace, alternate};
use crate::setup::{self, Recorded, Setup};
use crate::table::{Limit, Row};
use crate::{allocations, by_hand, by_tracing};

/// Few enough that nothing is exported meanwhile: an export starts at 512 spans.
pub(crate) const CALLS: u64 = 400;

/// A call with arguments that the compiler does not know.
macro_rules! call {
    ($function:path, $reply:expr) => {
        $function(
            ::std::hint::black_box($crate::annotated::MODEL),
            ::std::hint::black_box($crate::annotated::TEMPERATURE),
            ::std::hint::black_box($crate::annotated::MAX_TOKENS),
            ::std::hint::black_box($reply),
        )
    };
}
pub(crate) use call;

/// The limits relative to a call by hand.
#[derive(Clone, Copy, Debug)]
struct Limits {
    time: Limit,
    allocations: Limit,
}

/// Row 1: all signals.
pub(crate) fn with_metrics(pace: Pace, setup: Setup) -> Vec<Row> {
    let recorded = Recorded::ALL;
    let limits = Limits {
        time: Limit::Ratio(0.6),
        allocations: Limit::Ratio(0.5),
    };
    beside_by_hand((1, "one call"), pace, (setup, recorded), limits)
}

/// Row 2: without metrics.
pub(crate) fn without_metrics(pace: Pace, setup: Setup) -> Vec<Row> {
    let recorded = Recorded::SPANS;
    let limits = Limits {
        time: Limit::Ratio(0.9),
        allocations: Limit::None,
    };
    let case = (2, "one call without metrics");
    beside_by_hand(case, pace, (setup, recorded), limits)
}

/// Row 7: metrics without sampled traces.
pub(crate) fn sampled_out(pace: Pace, setup: Setup) -> Vec<Row> {
    let recorded = Recorded::METRICS;
    let limits = Limits {
        time: Limit::Ratio(0.4),
        allocations: Limit::None,
    };
    let case = (7, "one call that is sampled out");
    beside_by_hand(case, pace, (setup, recorded), limits)
}

fn beside_by_hand(
    (number, case): (u8, &str),
    pace: Pace,
    (setup, recorded): (Setup, Recorded),
    limits: Limits,
) -> Vec<Row> {
    let reply = &Reply::new();
    let spans = u64::from(recorded.sampled);
    let case = |form: &str| format!("{case}, {form}, {}", setup.name());
    let ours = setup::annotated(setup, recorded);
    let hand = by_hand::install(setup::by_hand(setup, recorded));
    let annotated = || black_box(ready(call!(annotated::complete, reply)));
    let by_hand = || black_box(ready(call!(by_hand::complete, reply)));
    let annotated_blocking = || black_box(call!(annotated::complete_blocking, reply));
    let by_hand_blocking = || black_box(call!(by_hand::complete_blocking, reply));
    let rounds = alternate(
        &format!("{number} {}", case("call")),
        pace,
        CALLS,
        [
            &mut |calls| ours.pass(calls, spans, annotated),
            &mut |calls| hand.pass(calls, spans, by_hand),
            &mut |calls| ours.pass(calls, spans, annotated_blocking),
            &mut |calls| hand.pass(calls, spans, by_hand_blocking),
        ],
    );
    let mut rows = vec![
        rounds.row(number, &case("async"), (0, 1), limits.time),
        rounds.row(number, &case("blocking"), (2, 3), limits.time),
        allocations::compare(
            number,
            &case("async"),
            annotated,
            by_hand,
            limits.allocations,
        ),
    ];
    if recorded.sampled {
        // Spans that were allocated, but have not arrived yet.
        ours.arrived();
        hand.arrived();
        let case = case("all threads until it has arrived");
        let spent = alternate(
            &format!("{number} {case}"),
            pace,
            CALLS,
            [
                &mut |calls| ours.spend(calls, spans, annotated),
                &mut |calls| hand.spend(calls, spans, by_hand),
            ],
        );
        rows.push(spent.row(number, &case, (0, 1), Limit::None));
    }
    rows
}

/// Row 3: compared with `#[tracing::instrument]`.
pub(crate) fn beside_tracing(pace: Pace, setup: Setup) -> Vec<Row> {
    let case = format!(
        "one call without metrics, tracing::instrument, {}",
        setup.name()
    );
    let case = case.as_str();
    let reply = &Reply::new();
    let recorded = Recorded::SPANS;
    let ours = setup::annotated(setup, recorded);
    let other = by_tracing::install(setup::by_hand(setup, recorded));
    let annotated = || black_box(ready(call!(annotated::complete, reply)));
    let by_tracing = || black_box(ready(call!(by_tracing::complete, reply)));
    let rounds = alternate(
        &format!("3 {case}"),
        pace,
        CALLS,
        [&mut |calls| ours.pass(calls, 1, annotated), &mut |calls| {
            other.pass(calls, 1, by_tracing)
        }],
    );
    vec![
        rounds.row(3, case, (0, 1), Limit::Ratio(0.35)),
        allocations::compare(3, case, annotated, by_tracing, Limit::None),
    ]
}
