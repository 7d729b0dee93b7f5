//! Lower bounds for rows that miss their limits: the cost of OpenTelemetry's API alone, compared with the row's other
//! side and limit.

use std::borrow::Cow;
use std::hint::black_box;
use std::time::{Instant, SystemTime};

use opentelemetry::trace::{
    Span, SpanContext, Status, TraceContextExt, TraceFlags, TraceId, TraceState, Tracer,
};
use opentelemetry::{Context, KeyValue, global};
use opentelemetry_sdk::trace::{IdGenerator, RandomIdGenerator};

use crate::annotated::{Reply, answer, ready};
use crate::destination::{Destination, Discard};
use crate::one_call::{CALLS, call};
use crate::rounds::{Pace, alternate, time};
use crate::setup::{self, Recorded, Setup};
use crate::table::{Limit, Row};
use crate::{allocations, by_hand, by_tracing, least, unobserved, workflow};

/// Rows 1, 2 and 7: the fewest OpenTelemetry calls for the annotation's telemetry, with a host's SDK.
pub(crate) fn of_call(
    (number, case): (u8, &str),
    pace: Pace,
    recorded: Recorded,
    limit: f64,
) -> Vec<Row> {
    let case = format!("floor of {case}, blocking, host's SDK");
    let reply = &Reply::new();
    let spans = u64::from(recorded.sampled);
    let global = setup::annotated(Setup::Host, recorded);
    least::look_up(recorded.metrics);
    let hand = by_hand::install(setup::by_hand(Setup::Host, recorded));
    let rounds = alternate(
        &format!("{number} {case}"),
        pace,
        CALLS,
        [
            &mut |calls| global.pass(calls, spans, || black_box(call!(least::complete, reply))),
            &mut |calls| {
                let by_hand = || black_box(call!(by_hand::complete_blocking, reply));
                hand.pass(calls, spans, by_hand)
            },
        ],
    );
    vec![rounds.row(number, &case, (0, 1), Limit::Ratio(limit))]
}

/// Row 3: the fewest OpenTelemetry calls, compared with `tracing`.
pub(crate) fn of_call_beside_tracing(pace: Pace) -> Vec<Row> {
    let case = "floor of one call without metrics, tracing::instrument";
    let reply = &Reply::new();
    let recorded = Recorded::SPANS;
    let global = setup::annotated(Setup::Host, recorded);
    least::look_up(recorded.metrics);
    let other = by_tracing::install(setup::by_hand(Setup::Host, recorded));
    let rounds = alternate(
        &format!("3 {case}"),
        pace,
        CALLS,
        [
            &mut |calls| global.pass(calls, 1, || black_box(call!(least::complete, reply))),
            &mut |calls| {
                let by_tracing = || black_box(ready(call!(by_tracing::complete, reply)));
                other.pass(calls, 1, by_tracing)
            },
        ],
    );
    vec![rounds.row(3, case, (0, 1), Limit::Ratio(0.35))]
}

/// Row 4: five nested contexts, each with a span, without and with reading the clock at its start and end. The spans
/// keep nothing, and nothing is exported.
pub(crate) fn of_workflow(pace: Pace) -> Vec<Row> {
    let case = |what: &str| format!("floor of workflow of four steps, {what}, fastrace");
    let question = || black_box("what is in the handbook?");
    let discard = Discard::default();
    workflow::report_to(discard.clone());
    let other = Destination::new(fastrace::flush, move || discard.exported());
    let rounds = alternate(
        "4 floor of workflow of four steps",
        pace,
        CALLS / workflow::SPANS,
        [
            &mut |calls| time(calls, || black_box(in_contexts(question()))),
            &mut |calls| time(calls, || black_box(in_timed_contexts(question()))),
            &mut |calls| {
                let by_fastrace = || black_box(workflow::by_fastrace(question()));
                other.pass(calls, workflow::SPANS, by_fastrace)
            },
        ],
    );
    let (alone, timed) = (case("contexts alone"), case("contexts and times"));
    vec![
        rounds.row(4, &alone, (0, 2), Limit::Ratio(1.0)),
        rounds.row(4, &timed, (1, 2), Limit::Ratio(1.0)),
    ]
}

/// Row 4: the fewest OpenTelemetry calls for the annotations' telemetry, with a host's SDK.
pub(crate) fn of_workflow_of_spans(pace: Pace) -> Vec<Row> {
    let case = "floor of workflow of four steps, the SDK's spans, fastrace";
    let question = || black_box("what is in the handbook?");
    let recorded = Recorded::SPANS;
    let host = setup::annotated(Setup::Host, recorded);
    least::look_up(recorded.metrics);
    let discard = Discard::default();
    workflow::report_to(discard.clone());
    let other = Destination::new(fastrace::flush, move || discard.exported());
    let rounds = alternate(
        &format!("4 {case}"),
        pace,
        CALLS / workflow::SPANS,
        [
            &mut |calls| {
                let by_sdk = || black_box(least::workflow(question()));
                host.pass(calls, workflow::SPANS, by_sdk)
            },
            &mut |calls| {
                let by_fastrace = || black_box(workflow::by_fastrace(question()));
                other.pass(calls, workflow::SPANS, by_fastrace)
            },
        ],
    );
    vec![rounds.row(4, case, (0, 1), Limit::Ratio(1.0))]
}

fn in_contexts(question: &str) -> usize {
    in_context(|| {
        (0..4)
            .map(|_| in_context(|| workflow::work(question)))
            .sum()
    })
}

fn in_timed_contexts(question: &str) -> usize {
    let step = || in_context(|| timed(|| workflow::work(question)));
    in_context(|| timed(|| (0..4).map(|_| step()).sum()))
}

/// Reads the clock at the start and the end, as every span does.
fn timed<R>(run: impl FnOnce() -> R) -> R {
    let started = Instant::now();
    let value = run();
    black_box((started, started.elapsed()));
    value
}

fn in_context<R>(run: impl FnOnce() -> R) -> R {
    let parent = Context::current();
    let ids = RandomIdGenerator::default();
    let around = parent.span().span_context().trace_id();
    let trace = if around == TraceId::INVALID {
        ids.new_trace_id()
    } else {
        around
    };
    let started = SpanContext::new(
        trace,
        ids.new_span_id(),
        TraceFlags::SAMPLED,
        false,
        TraceState::NONE,
    );
    let attached = parent.with_span(Forgetful(started)).attach();
    let value = run();
    drop(attached);
    value
}

/// A span that keeps only its context.
struct Forgetful(SpanContext);

impl Span for Forgetful {
    fn add_event_with_timestamp<T: Into<Cow<'static, str>>>(
        &mut self,
        _: T,
        _: SystemTime,
        _: Vec<KeyValue>,
    ) {
    }

    fn span_context(&self) -> &SpanContext {
        &self.0
    }

    fn is_recording(&self) -> bool {
        false
    }

    fn set_attribute(&mut self, _: KeyValue) {}

    fn set_status(&mut self, _: Status) {}

    fn update_name<T: Into<Cow<'static, str>>>(&mut self, _: T) {}

    fn add_link(&mut self, _: SpanContext, _: Vec<KeyValue>) {}

    fn end_with_timestamp(&mut self, _: SystemTime) {}
}

/// Row 5: without a provider, only a span of the global tracer tells that nothing is recorded, and OpenTelemetry
/// allocates it.
pub(crate) fn of_no_provider(pace: Pace) -> Vec<Row> {
    let case = "floor of no provider, every call asks, blocking";
    let reply = &Reply::new();
    let asked = || {
        black_box(global::tracer("floor").start("chat"));
        black_box(call!(answer, reply))
    };
    let plain = || black_box(call!(answer, reply));
    let rounds = alternate(
        &format!("5 {case}"),
        pace,
        unobserved::CALLS,
        [&mut |calls| time(calls, asked), &mut |calls| {
            time(calls, plain)
        }],
    );
    vec![
        rounds.row(5, case, (0, 1), Limit::More(30.0)),
        allocations::compare(5, case, asked, plain, Limit::More(0.0)),
    ]
}

/// Row 6: the host's SDK decides by the name alone, and its span is made current.
pub(crate) fn of_unsampled(pace: Pace) -> Vec<Row> {
    let case = "floor of parent not sampled, blocking, host's SDK";
    let reply = &Reply::new();
    let host = setup::annotated(Setup::Host, Recorded::SPANS);
    let tracer = global::tracer("floor");
    let asked = || {
        let attached = Context::current_with_span(tracer.start("chat")).attach();
        let reply = call!(answer, reply);
        drop(attached);
        black_box(reply)
    };
    let attached = unobserved::unsampled_caller().attach();
    let rounds = alternate(
        &format!("6 {case}"),
        pace,
        unobserved::CALLS,
        [&mut |calls| time(calls, asked), &mut |calls| {
            time(calls, || black_box(call!(answer, reply)))
        }],
    );
    drop(attached);
    host.settle(0);
    vec![rounds.row(6, case, (0, 1), Limit::More(60.0))]
}
