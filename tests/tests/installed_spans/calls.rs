//! Calls that use everything that spans can start, record and end with, and calls that must not be recorded.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::SystemTime;

use genai_runtime::{Usage, chain_step, llm_span};
use opentelemetry::trace::{
    SpanContext, SpanId, Status, TraceContextExt, TraceFlags, TraceId, TraceState, Tracer,
};
use opentelemetry::{Context, KeyValue, global};

#[llm_span(system = "openai")]
pub(crate) fn ask(model: &str, temperature: f64) -> Usage {
    Usage::new().input(12).output(34)
}

#[llm_span(system = "openai", model = "m")]
async fn fail() -> Result<Usage, String> {
    Err("overloaded".to_owned())
}

#[chain_step(kind = workflow)]
pub(crate) fn flow() {
    ask("gpt-4o", 0.5);
    global::tracer("library").in_span("a library's", |_| span_of_the_library());
    let panicked = catch_unwind(AssertUnwindSafe(panics));
    assert!(panicked.is_err());
}

/// Everything that a span can start with.
#[chain_step(kind = workflow, name = "all of it", conversation = "conv-1")]
fn call_with_every_attribute() {
    served(2);
    looks_up();
    acts();
}

#[llm_span(
    system = "openai",
    endpoint = "https://user@models.example:8443/v1",
    model = "m",
    attempt = number
)]
fn served(number: u64) -> Usage {
    Usage::new()
}

#[chain_step(kind = retrieval, data_source = "handbook")]
fn looks_up() {}

#[chain_step(kind = agent, name = "helper", system = "anthropic", model = "m")]
fn acts() {
    plans();
    uses();
}

#[chain_step(kind = plan)]
fn plans() {}

#[chain_step(kind = tool, name = "search", type = "extension")]
fn uses() {}

#[chain_step]
fn panics() {
    panic!("of the test");
}

/// What a body can do with the current span.
#[chain_step]
fn span_of_the_library() {
    let context = Context::current();
    let span = context.span();
    span.set_attribute(KeyValue::new("app.said", "by hand"));
    span.set_attributes([KeyValue::new("app.one", 1), KeyValue::new("app.other", 2)]);
    let attributes = (0..200).map(|number| KeyValue::new("app.many", number));
    span.add_event("said", attributes.clone().collect());
    span.add_link(remote(TraceFlags::SAMPLED), attributes.collect());
    span.set_status(Status::Ok);
    span.set_status(Status::error("too late"));
    span.update_name("renamed");
}

/// More than the limits of a span.
#[chain_step]
fn too_much() {
    let context = Context::current();
    for number in 0..200 {
        let span = context.span();
        span.set_attribute(KeyValue::new(format!("app.many.{number}"), number));
        span.add_event("one of many", Vec::new());
        span.add_link(remote(TraceFlags::SAMPLED), Vec::new());
    }
}

/// Ends the span explicitly, at an earlier time; later attributes are ignored.
#[chain_step]
fn ended_by_hand() {
    let context = Context::current();
    assert!(context.span().is_recording());
    context.span().end_with_timestamp(SystemTime::UNIX_EPOCH);
    assert!(!context.span().is_recording());
    context
        .span()
        .set_attribute(KeyValue::new("app.late", true));
}

/// Calls beneath are suppressed.
#[chain_step]
fn suppressed() {
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    ask("unseen", 0.1);
}

#[chain_step(parent = context)]
fn beneath_another(context: &Context) {
    ask("gpt-4o", 0.5);
}

fn remote(flags: TraceFlags) -> SpanContext {
    let state = TraceState::from_key_value([("vendor", "7")]).unwrap();
    SpanContext::new(TraceId::from(7), SpanId::from(9), flags, true, state)
}

fn beneath(flags: TraceFlags, call: impl FnOnce()) {
    let parent = Context::new().with_remote_span_context(remote(flags));
    let _attached = parent.attach();
    call();
}

pub(crate) fn calls() {
    flow();
    let failed = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(fail());
    assert!(failed.is_err());
    too_much();
    ended_by_hand();
    call_with_every_attribute();
    suppressed();
    beneath_another(&Context::new().with_telemetry_suppressed());
    // Suppression ends before the calls that follow.
    ask("gpt-4o", 0.5);
    let (trace, span) = (TraceId::INVALID, SpanId::from(5));
    let flags = TraceFlags::new(3);
    let invalid = SpanContext::new(trace, span, flags, true, TraceState::default());
    beneath_another(&Context::new().with_remote_span_context(invalid));
    beneath(TraceFlags::SAMPLED, || {
        let usage = ask("gpt-4o", 0.5);
        assert_eq!(usage, Usage::new().input(12).output(34));
    });
    beneath(TraceFlags::NOT_SAMPLED, || {
        let seen = seen_beneath();
        assert_eq!(seen.trace_id(), TraceId::from(7));
        assert!(!seen.is_sampled());
        assert_eq!(seen.trace_state().get("vendor"), Some("7"));
    });
}

/// What would be propagated to another service.
#[chain_step]
fn seen_beneath() -> SpanContext {
    let context = Context::current();
    assert!(!context.span().is_recording());
    context.span().span_context().clone()
}
