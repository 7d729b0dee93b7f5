//! Rules for a span as a whole.

use genai_runtime::testing::{Level, assert_conformant, capture, conformance, worst};
use opentelemetry::trace::{Span, SpanKind, Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};

use super::{Written, graver};

#[test]
fn correct_spans_pass() {
    Written::chat().assert(&[]);
    Written::tool().assert(&[]);
    Written::step().assert(&[]);
    Written::chat().of_kind(SpanKind::Internal).assert(&[]);
    let failed = Written::chat()
        .ended(Status::error(""))
        .with("error.type", "timeout");
    failed.assert(&[]);
}

#[test]
fn spans_of_other_libraries_are_ignored() {
    let other = Written::new("GET", SpanKind::Server, [("gen_ai.mood", "good")]);
    other.assert(&[]);
}

#[test]
fn an_unknown_operation_is_found() {
    let span = || {
        Written::chat()
            .named("chatt m")
            .but("gen_ai.operation.name", "chatt")
    };
    span().assert(&[
        "violation: `chatt m`: unknown operation `chatt`; did you mean `chat`?",
        "improvement: `chatt m`: `chatt` is not a well-known value of `gen_ai.operation.name`; write `chat`",
    ]);
    let plan = || {
        Written::new(
            "plan",
            SpanKind::Internal,
            [("gen_ai.operation.name", "plan")],
        )
    };
    plan().assert(&[]);
    plan().assert_latest(&[]);
    let about = plan().about("gen_ai.operation.name");
    let expected = "information: `plan`: operation `plan` exists only in latest, not in v1.41";
    assert!(about.contains(&expected.to_owned()), "{about:?}");
    Written::step().without("chain.step.name").assert(&[
        "violation: `tidy`: neither `gen_ai.operation.name` nor `chain.step.name` is set",
    ]);
}

#[test]
fn a_kind_that_the_operation_does_not_have_is_found() {
    Written::chat()
        .of_kind(SpanKind::Server)
        .assert(&["violation: `chat m`: the kind is Server; v1.41 expects Client or Internal"]);
    Written::tool().of_kind(SpanKind::Client).assert_latest(&[
        "violation: `execute_tool add`: the kind is Client; latest expects Internal",
    ]);
}

#[test]
fn the_kind_distinguishes_a_local_agent_from_a_remote_one() {
    let agent = |kind| {
        let attributes = [
            ("gen_ai.operation.name", "invoke_agent"),
            ("gen_ai.agent.name", "a"),
        ];
        Written::new("invoke_agent a", kind, attributes)
    };
    agent(SpanKind::Internal).assert_latest(&[]);
    agent(SpanKind::Client).assert_latest(&[
        "violation: `invoke_agent a`: `gen_ai.provider.name` is missing; latest requires it here",
    ]);
}

#[test]
fn a_name_that_differs_from_the_operations_format_is_found() {
    Written::chat()
        .named("ask m")
        .assert(&["violation: `ask m`: v1.41 names this span `chat m`"]);
    Written::chat().without("gen_ai.request.model").assert(&[
        "violation: `chat m`: the name contains `m`, but `gen_ai.request.model` is missing",
    ]);
    Written::chat()
        .named("chat")
        .without("gen_ai.request.model")
        .assert(&[]);
    let skill = || Written::tool().with("gen_ai.skill.name", "sums");
    skill().assert_latest(&[]);
    skill().named("execute_tool add sums").assert_latest(&[]);
}

#[test]
fn an_error_type_is_required_on_failed_spans_only() {
    Written::chat().ended(Status::error("")).assert(&[
        "violation: `chat m`: `error.type` is missing; it is required if the status is ERROR",
    ]);
    Written::step()
        .with("error.type", "timeout")
        .assert(&["violation: `tidy`: `error.type` is set, but the status is not ERROR"]);
}

#[test]
fn the_status_ok_is_found() {
    Written::tool().ended(Status::Ok).assert(&[
        "violation: `execute_tool add`: the status is OK; the conventions leave it unset if nothing failed",
    ]);
}

#[test]
fn usage_belongs_on_model_calls() {
    Written::tool().with("gen_ai.usage.input_tokens", 3).assert(&[
        "violation: `execute_tool add`: `gen_ai.usage.input_tokens` does not belong on a span of \
         operation `execute_tool`",
    ]);
    Written::step().with("gen_ai.usage.output_tokens", 3).assert(&[
        "violation: `tidy`: `gen_ai.usage.output_tokens` does not belong on a step without an operation",
    ]);
}

#[test]
fn an_agent_that_repeats_the_usage_of_its_calls_is_found() {
    let agent = || {
        let attributes = [
            ("gen_ai.operation.name", "invoke_agent"),
            ("gen_ai.agent.name", "a"),
            ("gen_ai.provider.name", "groq"),
        ];
        let agent = Written::new("invoke_agent a", SpanKind::Internal, attributes);
        agent.with("gen_ai.usage.input_tokens", 3)
    };
    agent().assert(&[]);
    let capture = capture();
    let agent = Context::new().with_span(agent().start(&capture, &Context::new()));
    let step = agent.with_span(Written::step().start(&capture, &agent));
    let chat = Written::chat().with("gen_ai.usage.input_tokens", 3);
    chat.start(&capture, &step).end();
    step.span().end();
    agent.span().end();
    assert_eq!(
        graver(&capture),
        [
            "violation: `invoke_agent a`: usage is also on `chat m` beneath; record it on one span only"
        ]
    );
}

#[test]
fn an_exception_event_needs_a_type_or_a_message() {
    let capture = capture();
    let mut span = Written::chat().start(&capture, &Context::new());
    span.add_event("exception", vec![]);
    span.add_event("exception", vec![KeyValue::new("exception.message", 7)]);
    span.add_event("gen_ai.content.prompt", vec![]);
    span.add_event("app.cache_hit", vec![]);
    span.end();
    assert_eq!(
        graver(&capture),
        [
            "violation: `chat m`: an `exception` event has neither `exception.type` nor `exception.message`",
            "violation: `chat m`: `exception.message` takes a string, found an integer",
            "violation: `chat m`: event `gen_ai.content.prompt` was removed; write `gen_ai.input.messages`",
        ]
    );
}

#[test]
fn a_call_over_mcp_is_checked_against_its_own_definition() {
    let call = |name| {
        let attributes = [
            ("gen_ai.operation.name", "execute_tool"),
            ("gen_ai.tool.name", "add"),
            ("mcp.method.name", "tools/call"),
        ];
        Written::new(name, SpanKind::Client, attributes)
    };
    call("tools/call add").assert_latest(&[]);
    call("execute_tool add")
        .assert_latest(&["violation: `execute_tool add`: latest names this span `tools/call add`"]);
}

#[test]
#[should_panic(expected = "violation: `ask m`: v1.41 names this span `chat m`")]
fn the_assertion_lists_findings_above_information() {
    let capture = capture();
    let span = Written::chat()
        .named("ask m")
        .start(&capture, &Context::new());
    drop(span);
    assert_conformant(&capture);
}

#[test]
fn a_span_of_another_tracer_is_ignored() {
    let capture = capture();
    let tracer = capture.tracer_provider().tracer("host");
    tracer.start_with_context("work", &Context::new()).end();
    assert_eq!(conformance(&capture), []);
    assert_eq!(worst(&[]), None);
    assert!(Level::Information < Level::Improvement && Level::Improvement < Level::Violation);
}
