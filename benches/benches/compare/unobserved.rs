//! Rows 5 and 6: a call that is not recorded, compared with the plain function.

use std::hint::black_box;
use std::pin::pin;

use genai_runtime::Telemetry;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState};
use opentelemetry::{Context, global};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

use crate::allocations;
use crate::annotated::{self, Reply, answer, ready};
use crate::one_call::call;
use crate::rounds::{Pace, alternate, time};
use crate::setup::{self, Recorded, Setup};
use crate::table::{Limit, Row};

/// Enough that reading the clock does not matter.
pub(crate) const CALLS: u64 = 20_000;

/// Row 5: no provider is installed, but may be later.
///
/// # Panics
///
/// Panics if a provider that is installed later receives no calls.
pub(crate) fn without_provider(pace: Pace) -> Vec<Row> {
    let rows = beside_plain(5, "no provider", pace, 30.0);
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    global::set_tracer_provider(provider);
    let reply = Reply::new();
    ready(call!(annotated::complete, &reply));
    call!(annotated::complete_blocking, &reply);
    let seen = exporter.get_finished_spans().unwrap().len();
    assert_eq!(seen, 2, "a later provider must be seen");
    rows
}

/// Row 5: telemetry is disabled by the program.
pub(crate) fn disabled_by_builder(pace: Pace) -> Vec<Row> {
    let _guard = Telemetry::builder().disabled(true).install().unwrap();
    beside_plain(5, "disabled by the builder", pace, 3.0)
}

/// Row 5: telemetry is disabled by the environment.
pub(crate) fn disabled_by_environment(pace: Pace) -> Vec<Row> {
    let _guard = Telemetry::from_env().unwrap().install().unwrap();
    beside_plain(5, "disabled by OTEL_SDK_DISABLED", pace, 3.0)
}

/// Row 6: the caller does not sample the trace.
pub(crate) fn unsampled(pace: Pace, setup: Setup, events: bool) -> Vec<Row> {
    let recorded = Recorded {
        events,
        ..Recorded::SPANS
    };
    let ours = setup::annotated(setup, recorded);
    let attached = unsampled_caller().attach();
    let alone = if events { "" } else { " for spans alone" };
    let case = format!("parent not sampled, {}{alone}", setup.name());
    let rows = beside_plain(6, &case, pace, 60.0);
    drop(attached);
    ours.settle(0);
    rows
}

/// The context of a remote caller that does not sample the trace.
pub(crate) fn unsampled_caller() -> Context {
    let caller = SpanContext::new(
        TraceId::from(7),
        SpanId::from(7),
        TraceFlags::NOT_SAMPLED,
        true,
        TraceState::NONE,
    );
    Context::new().with_remote_span_context(caller)
}

fn beside_plain(number: u8, case: &str, pace: Pace, limit: f64) -> Vec<Row> {
    let reply = &Reply::new();
    let annotated = || black_box(ready(pin!(call!(annotated::complete, reply))));
    let plain = || black_box(ready(pin!(call!(annotated::complete_plain, reply))));
    let annotated_blocking = || black_box(call!(annotated::complete_blocking, reply));
    let plain_blocking = || black_box(call!(answer, reply));
    let rounds = alternate(
        &format!("{number} {case}"),
        pace,
        CALLS,
        [
            &mut |calls| time(calls, annotated),
            &mut |calls| time(calls, plain),
            &mut |calls| time(calls, annotated_blocking),
            &mut |calls| time(calls, plain_blocking),
        ],
    );
    let case = |form: &str| format!("{case}, {form}");
    let none = Limit::More(0.0);
    vec![
        rounds.row(number, &case("async"), (0, 1), Limit::More(limit)),
        rounds.row(number, &case("blocking"), (2, 3), Limit::More(limit)),
        allocations::compare(number, &case("async"), annotated, plain, none),
        allocations::compare(
            number,
            &case("blocking"),
            annotated_blocking,
            plain_blocking,
            none,
        ),
    ]
}
