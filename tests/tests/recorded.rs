//! What a function says of itself while it runs: the last word counts, and it costs nothing that the framework says.
//! One test: tracer providers are global.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::time::Duration;

use genai_runtime::telemetry::{Exporter, OtlpProtocol, Signal, Telemetry};
use genai_runtime::{Usage, attributes, chain_step, decision, llm_span, record};
use genai_tests::receiver::Receiver;
use genai_tests::setup::exporter;
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, KeyValue};
use opentelemetry_proto::tonic::trace::v1::Span;

/// Attributes that a span may have.
const MOST: usize = 128;

#[llm_span(system = "openai", model = "m")]
fn says_more_and_more() -> Usage {
    for progress in 0..1000 {
        record(attributes! { "app.progress" = progress });
    }
    decision("routing", "search").confidence(0.87);
    Usage::new().input(3).output(5)
}

fn says_too_much() {
    let context = Context::current();
    for number in 0..MOST {
        let attribute = KeyValue::new(format!("app.{number:03}"), "said");
        context.span().set_attribute(attribute);
    }
}

#[llm_span(system = "openai", model = "m")]
fn answers() -> Usage {
    says_too_much();
    Usage::new().input(3).output(5)
}

#[chain_step]
fn fails() -> Result<(), String> {
    says_too_much();
    Err("overloaded".to_owned())
}

#[chain_step(kind = workflow)]
fn decides() -> Result<(), String> {
    for number in 0..MOST {
        decision(format!("about-{number:03}"), "yes").confidence(0.5);
    }
    Err("undecided".to_owned())
}

fn has(span: &Span, key: &str) -> bool {
    times(span, key) > 0
}

fn times(span: &Span, key: &str) -> usize {
    let keys = span.attributes.iter().map(|attribute| &*attribute.key);
    keys.filter(|known| *known == key).count()
}

#[test]
fn the_last_word_counts_and_what_the_framework_says_stays() {
    let receiver = Receiver::grpc();
    let exporter = exporter(OtlpProtocol::Grpc, receiver.endpoint());
    let telemetry = Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(Signal::Traces, exporter)
        .install()
        .unwrap();
    says_more_and_more();
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
        unreachable!("two calls: {spans_of_m:?}")
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
}
