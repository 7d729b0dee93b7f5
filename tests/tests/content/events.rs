//! The event `gen_ai.client.inference.operation.details`.

use genai_runtime::testing::{Capture, CapturedEvent, assert_conformant, capture};
use genai_runtime::{ContentCapture, Conventions, Response, Usage, UsageReport, llm_span};
use opentelemetry::logs::{AnyValue, Severity};
use serde_json::{Value, json};

use super::chain;

const DETAILS: &str = "gen_ai.client.inference.operation.details";

fn details(capture: &Capture) -> CapturedEvent {
    let mut events = capture.events();
    events.retain(|event| event.name == DETAILS);
    assert_eq!(events.len(), 1, "{events:?}");
    events.remove(0)
}

/// A structured value as JSON.
fn json_of(value: &AnyValue) -> Value {
    match value {
        AnyValue::String(text) => text.as_str().into(),
        AnyValue::Int(integer) => (*integer).into(),
        AnyValue::Double(number) => (*number).into(),
        AnyValue::Boolean(flag) => (*flag).into(),
        AnyValue::ListAny(values) => values.iter().map(json_of).collect(),
        AnyValue::Map(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|(key, value)| (key.to_string(), json_of(value)));
            Value::Object(fields.collect())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_event_has_the_spans_attributes_and_structured_content() {
    for conventions in [Conventions::V1_41, Conventions::LATEST] {
        let capture =
            Capture::with_conventions(conventions).with_content(ContentCapture::EventOnly);
        capture.run(|| chain::complete("Why?"));
        let (event, span) = (details(&capture), capture.only_span());
        assert_eq!(event.severity, Some(Severity::Debug));
        assert_eq!(
            json_of(event.attribute("gen_ai.input.messages").unwrap()),
            json!([{"role": "user", "parts": [{"type": "text", "content": "Why?"}]}])
        );
        assert_eq!(
            json_of(event.attribute("gen_ai.output.messages").unwrap())[0]["parts"][0]["content"],
            "WHY?"
        );
        for attribute in &span.attributes {
            let key = attribute.key.as_str();
            let is_ours = key.starts_with("genai_runtime.");
            assert_eq!(event.attribute(key).is_some(), !is_ours, "{key}");
        }
        assert_eq!(span.text("gen_ai.input.messages"), None);
        assert_conformant(&capture);
    }
}

#[test]
fn content_with_a_null_is_json_text() {
    struct Called;
    impl UsageReport for Called {
        fn report(&self, response: &mut Response<'_>) {
            let arguments = r#"{"city":null,"days":[null,2]}"#;
            response
                .tool_call(0, 0)
                .name("weather")
                .arguments(arguments);
            response
                .tool_call(0, 1)
                .name("time")
                .arguments(r#"{"days":[2]}"#);
        }
    }
    #[llm_span(system = "openai", model = "m", input = prompt)]
    fn complete(prompt: &str) -> Called {
        let _ = prompt;
        Called
    }
    let capture = capture().with_content(ContentCapture::EventOnly);
    capture.run(|| complete("Why?"));
    let event = details(&capture);
    let parts = &json_of(event.attribute("gen_ai.output.messages").unwrap())[0]["parts"];
    assert_eq!(parts[0]["arguments"], r#"{"city":null,"days":[null,2]}"#);
    assert_eq!(parts[1]["arguments"], json!({"days": [2]}));
    assert_conformant(&capture);
}

#[test]
fn the_event_of_a_failed_call_has_its_error() {
    #[llm_span(system = "openai", model = "m", input = prompt)]
    fn fails(prompt: &str) -> Result<Usage, std::num::ParseIntError> {
        prompt.parse::<u64>().map(|count| Usage::new().input(count))
    }
    let capture = capture().with_content(ContentCapture::SpanAndEvent);
    capture.run(|| fails("Why?")).unwrap_err();
    let event = details(&capture);
    let span = capture.only_span();
    assert_eq!(event.text("error.type"), span.text("error.type"));
    assert!(event.attribute("gen_ai.input.messages").is_some());
    assert!(span.text("gen_ai.input.messages").is_some());
}

#[test]
fn steps_have_no_such_event() {
    let capture = capture().with_content(ContentCapture::EventOnly);
    capture.run(|| {
        chain::search(&chain::Query {
            words: "why".to_owned(),
        })
    });
    assert_eq!(capture.events().len(), 0);
    assert!(!format!("{:?}", capture.spans()).contains("why"));
}
