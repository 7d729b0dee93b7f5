//! Attributes that a function records while it runs: the last value of a key wins, and the framework's attributes keep
//! their place. One test, because tracer providers are global.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::time::Duration;

use genai_runtime::content::ContentPolicy;
use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{Exporter, OtlpProtocol, Signal, Telemetry, TelemetryGuard};
use genai_runtime::{
    AttributeList, ContentCapture, Usage, attributes, chain_step, decision, llm_span, record,
    semconv,
};
use genai_tests::receiver::{Receiver, attribute};
use genai_tests::setup::exporter;
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, KeyValue};
use opentelemetry_proto::tonic::common::v1::any_value::Value::{
    IntValue as Int, StringValue as Text,
};
use opentelemetry_proto::tonic::trace::v1::Span;

/// The limit on attributes of a span.
const MOST: usize = 128;

#[llm_span(system = "openai", model = "m")]
fn set_one_key_repeatedly() -> Usage {
    for progress in 0..1000 {
        record(attributes! { "app.progress" = progress });
    }
    decision("routing", "search").confidence(0.87);
    Usage::new().input(3).output(5)
}

fn set_too_many_attributes() {
    let context = Context::current();
    for number in 0..MOST {
        let attribute = KeyValue::new(format!("app.{number:03}"), "said");
        context.span().set_attribute(attribute);
    }
}

#[llm_span(system = "openai", model = "m")]
fn answers() -> Usage {
    set_too_many_attributes();
    Usage::new().input(3).output(5)
}

#[chain_step]
fn fails() -> Result<(), String> {
    set_too_many_attributes();
    Err("overloaded".to_owned())
}

#[chain_step(kind = workflow)]
fn decides() -> Result<(), String> {
    for number in 0..MOST {
        decision(format!("about-{number:03}"), "yes").confidence(0.5);
    }
    Err("undecided".to_owned())
}

/// Records attributes under the framework's keys.
#[llm_span(system = "openai", max_tokens = 256)]
fn set_attributes_of_the_framework(model: &str) -> Usage {
    record(
        AttributeList::new()
            .with(semconv::GEN_AI_REQUEST_MODEL, Some("another"))
            .with(semconv::GEN_AI_REQUEST_MAX_TOKENS, Some(7))
            .with(semconv::GEN_AI_REQUEST_SEED, Some(7))
            .with(semconv::GEN_AI_USAGE_INPUT_TOKENS, Some(7)),
    );
    Usage::new().input(3).output(5)
}

#[llm_span(system = "openai", model = "m", input = prompt, content = ContentCapture::SpanOnly)]
fn asks(prompt: &str) -> Usage {
    set_too_many_attributes();
    Usage::new().input(3).output(5)
}

fn has(span: &Span, key: &str) -> bool {
    times(span, key) > 0
}

fn times(span: &Span, key: &str) -> usize {
    let keys = span.attributes.iter().map(|attribute| &*attribute.key);
    keys.filter(|known| *known == key).count()
}

fn installed(receiver: &Receiver) -> TelemetryGuard {
    let exporter = exporter(OtlpProtocol::Grpc, receiver.endpoint());
    Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(Signal::Traces, exporter)
        .install()
        .unwrap()
}

#[test]
fn the_last_value_of_a_key_wins_and_the_frameworks_attributes_are_kept() {
    let receiver = Receiver::grpc();
    let telemetry = installed(&receiver);
    set_one_key_repeatedly();
    answers();
    fails().unwrap_err();
    decides().unwrap_err();
    telemetry.shutdown(Duration::from_secs(60)).unwrap();
    let spans = receiver.spans(4);
    let span = |name: &str| {
        let found = spans.iter().find(|span| span.item.name == name);
        &found.unwrap().item
    };

    let spans_of_m: Vec<_> = spans
        .iter()
        .filter(|span| span.item.name == "chat m")
        .map(|span| &span.item)
        .collect();
    let [more, too_much] = *spans_of_m else {
        unreachable!("expected two calls, found {spans_of_m:?}")
    };
    for key in [
        "app.progress",
        "chain.decision.routing",
        "chain.decision.routing.confidence",
        "gen_ai.usage.output_tokens",
    ] {
        assert_eq!(times(more, key), 1, "{key}");
    }
    assert!(format!("{more:?}").contains("IntValue(999)"), "{more:?}");
    assert_eq!(more.dropped_attributes_count, 0);

    assert_eq!(too_much.attributes.len(), MOST);
    assert!(has(too_much, "gen_ai.usage.output_tokens"));
    assert!(has(too_much, "app.000"));
    assert!(!has(too_much, "app.127"));
    assert!(too_much.dropped_attributes_count > 0);

    let failed = span("fails");
    assert_eq!(failed.attributes.len(), MOST);
    assert!(has(failed, "error.type"), "{failed:?}");

    let undecided = span("invoke_workflow decides");
    assert!(has(undecided, "error.type"), "{undecided:?}");
    assert!(has(undecided, "chain.decision.about-031.confidence"));
    assert!(!has(undecided, "chain.decision.about-032"));

    drop(telemetry);
    captured_content_is_within_the_limit_of_attributes();
    the_frameworks_attributes_are_not_duplicated();
    // The span starts with attributes already.
    ContentPolicy::default()
        .redaction(Redaction::none())
        .install();
    the_frameworks_attributes_are_not_duplicated();
}

/// The only span of a call.
fn only_span(call: impl FnOnce() -> Usage) -> Span {
    let receiver = Receiver::grpc();
    let telemetry = installed(&receiver);
    call();
    telemetry.shutdown(Duration::from_secs(60)).unwrap();
    receiver.spans(1).remove(0).item
}

fn captured_content_is_within_the_limit_of_attributes() {
    let span = only_span(|| asks("Where is the handbook?"));
    assert!(has(&span, "gen_ai.input.messages"), "{span:?}");
    assert!(has(&span, "gen_ai.usage.output_tokens"), "{span:?}");
    assert!(has(&span, "app.000"), "{span:?}");
    assert!(!has(&span, "app.127"), "{span:?}");
}

fn the_frameworks_attributes_are_not_duplicated() {
    let span = only_span(|| set_attributes_of_the_framework("m"));
    for (key, value) in [
        ("gen_ai.request.model", Text("m".to_owned())),
        ("gen_ai.request.max_tokens", Int(256)),
        ("gen_ai.request.seed", Int(7)),
        ("gen_ai.usage.input_tokens", Int(3)),
    ] {
        assert_eq!(attribute(&span.attributes, key), Some(value));
        assert_eq!(times(&span, key), 1, "{key}");
    }
    assert_eq!(span.dropped_attributes_count, 0);
}
