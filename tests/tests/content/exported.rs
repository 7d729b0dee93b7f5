//! Content that is exported by our exporters, which render it on their own threads.

use std::sync::Mutex;

use genai_runtime::content::ContentBudget;
use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{Exporter, Telemetry};
use genai_runtime::{ContentCapture, TelemetryGuard};
use genai_tests::receiver::{Receiver, attribute};
use genai_tests::setup::PLENTY;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Wire;
use serde_json::{Value, json};

use super::chain;

fn installed(receiver: &Receiver) -> TelemetryGuard {
    Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .content(ContentCapture::SpanAndEvent)
        .content_budget(ContentBudget::default().part(1024))
        .redaction(Redaction::built_in())
        .install()
        .unwrap()
}

/// Installed telemetry is global: one test at a time.
static TURN: Mutex<()> = Mutex::new(());

#[test]
fn content_arrives_on_spans_and_in_events_redacted_and_cut() {
    let _turn = TURN.lock().unwrap();
    let receiver = Receiver::http();
    let telemetry = installed(&receiver);
    let prompt = format!("I am bob@example.com. {}", "Why? ".repeat(1000));
    chain::workflow(&prompt);
    telemetry.shutdown(PLENTY).unwrap();

    let spans = receiver.spans(6);
    let chat = spans
        .iter()
        .find(|span| span.item.name == "chat m")
        .unwrap();
    let Some(Wire::StringValue(input)) = attribute(&chat.item.attributes, "gen_ai.input.messages")
    else {
        panic!("{chat:?}");
    };
    let input: Value = serde_json::from_str(&input).unwrap();
    let text = input[0]["parts"][0]["content"].as_str().unwrap();
    assert!(text.starts_with("I am [email]. Why? "), "{text}");
    assert!(text.contains("bytes omitted"), "{text}");
    let omitted = attribute(&chat.item.attributes, "genai_runtime.content.omitted_bytes");
    assert!(
        matches!(omitted, Some(Wire::IntValue(bytes)) if bytes > 8000),
        "{omitted:?}"
    );

    let logs = receiver.logs(1);
    let event = &logs[0].item;
    assert_eq!(
        event.event_name,
        "gen_ai.client.inference.operation.details"
    );
    assert_eq!(event.span_id, chat.item.span_id);
    let Some(Wire::ArrayValue(messages)) = attribute(&event.attributes, "gen_ai.input.messages")
    else {
        panic!("{event:?}");
    };
    let Some(Wire::KvlistValue(message)) = messages.values[0].value.clone() else {
        panic!("{messages:?}");
    };
    let role = message.values.iter().find(|field| field.key == "role");
    assert_eq!(
        role.and_then(|role| role.value.clone()?.value),
        Some(Wire::StringValue("user".to_owned()))
    );
    assert!(!format!("{spans:?} {logs:?}").contains("bob@example.com"));

    let tool = spans
        .iter()
        .find(|span| span.item.name == "execute_tool search")
        .unwrap();
    let Some(Wire::StringValue(result)) =
        attribute(&tool.item.attributes, "gen_ai.tool.call.result")
    else {
        panic!("{tool:?}");
    };
    let result: Value = serde_json::from_str(&result).unwrap();
    assert_eq!(result.as_object().unwrap().len(), 1, "{result}");
    assert_ne!(result, json!({}));
}

#[test]
fn the_capture_mode_of_an_installation_ends_with_it() {
    let _turn = TURN.lock().unwrap();
    let receiver = Receiver::http();
    installed(&receiver).shutdown(PLENTY).unwrap();
    let receiver = Receiver::http();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .install()
        .unwrap();
    chain::complete("Why?");
    telemetry.shutdown(PLENTY).unwrap();
    assert!(!format!("{:?}", receiver.spans(1)).contains("Why?"));
}
