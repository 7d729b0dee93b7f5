//! The content of each kind of operation on its span.

use genai_runtime::content::ContentPolicy;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{ContentCapture, Conventions, chain_step};
use serde_json::{Value, json};

use super::chain;

fn value(capture: &Capture, span: &str, key: &str) -> Value {
    let text = capture.span(span).text(key);
    let text = text.unwrap_or_else(|| panic!("{span} has no {key}"));
    serde_json::from_str(&text).unwrap()
}

fn user(text: &str) -> Value {
    json!([{"role": "user", "parts": [{"type": "text", "content": text}]}])
}

fn assistant(text: &str) -> Value {
    let parts = json!([{"type": "text", "content": text}]);
    json!([{"role": "assistant", "parts": parts, "finish_reason": "stop"}])
}

#[test]
fn every_operation_records_its_input_and_its_output() {
    for conventions in [Conventions::V1_41, Conventions::LATEST] {
        let capture = Capture::with_conventions(conventions).with_content(ContentCapture::SpanOnly);
        capture.run(|| chain::workflow("Why?"));
        let input = "gen_ai.input.messages";
        assert_eq!(value(&capture, "chat m", input), user("Why?"));
        assert_eq!(value(&capture, "invoke_agent agent", input), user("Why?"));
        assert_eq!(
            value(&capture, "invoke_workflow workflow", input),
            user("Why?")
        );
        assert_eq!(
            value(&capture, "chat m", "gen_ai.output.messages"),
            json!([{"role": "assistant", "finish_reason": "stop", "parts": [
                {"type": "text", "content": "WHY?"},
                {"type": "tool_call", "id": "call_1", "name": "search",
                 "arguments": {"query": "WHY?"}},
            ]}])
        );
        let output = "gen_ai.output.messages";
        assert_eq!(
            value(&capture, "invoke_agent agent", output),
            assistant("why?")
        );
        assert_eq!(
            value(&capture, "chat m", "gen_ai.system_instructions"),
            json!([{"type": "text", "content": "be brief"}])
        );
        assert_eq!(
            value(&capture, "chat m", "gen_ai.tool.definitions"),
            json!([{"type": "function", "name": "search"}])
        );
        let tool = "execute_tool search";
        assert_eq!(
            value(&capture, tool, "gen_ai.tool.call.arguments"),
            json!({"words": "WHY?"})
        );
        assert_eq!(
            value(&capture, tool, "gen_ai.tool.call.result"),
            json!({"result": "why?"})
        );
        let retrieval = capture.span("retrieval handbook");
        assert_eq!(
            retrieval.text("gen_ai.retrieval.query.text").as_deref(),
            Some("Why?")
        );
        assert_eq!(
            value(&capture, "retrieval handbook", "gen_ai.retrieval.documents"),
            json!([
                {"id": "page-1", "score": 0.75, "content": "Why?"},
                {"id": "page-1", "score": 0.75, "content": "another"},
            ])
        );
        assert_conformant(&capture);
    }
}

#[test]
fn memories_are_content_if_the_conventions_define_them() {
    let capture =
        Capture::with_conventions(Conventions::LATEST).with_content(ContentCapture::SpanOnly);
    capture.run(|| chain::remember("Why?"));
    let span = capture.only_span();
    assert_eq!(
        span.text("gen_ai.memory.query.text").as_deref(),
        Some("Why?")
    );
    assert_eq!(
        value(&capture, &span.name, "gen_ai.memory.records"),
        json!([{"content": "Why?"}])
    );
}

#[test]
fn content_is_not_recorded_by_default() {
    let capture = capture();
    capture.run(|| chain::workflow("Why?"));
    let recorded = format!("{:?} {:?}", capture.spans(), capture.events()).to_lowercase();
    assert!(!recorded.contains("why?"), "{recorded}");
}

#[test]
fn messages_also_have_their_former_names_with_legacy_conventions() {
    let conventions = Conventions::V1_41.with_legacy();
    let capture = Capture::with_conventions(conventions).with_content(ContentCapture::SpanAndEvent);
    capture.run(|| chain::complete("Why?"));
    let span = capture.only_span();
    for (name, legacy) in [
        ("gen_ai.input.messages", "gen_ai.prompt"),
        ("gen_ai.output.messages", "gen_ai.completion"),
    ] {
        assert!(span.text(name).is_some());
        assert_eq!(span.text(name), span.text(legacy), "{name}");
        let events = capture.events();
        assert!(events[0].attribute(name).is_some());
        assert!(events[0].attribute(legacy).is_none());
    }
    assert_conformant(&capture);
}

/// With the `OpenInference` attributes and, if given, legacy ones.
fn with_values(conventions: Conventions, policy: ContentPolicy) -> Capture {
    let policy = policy.capture(ContentCapture::SpanAndEvent);
    Capture::with_conventions(conventions).with_content_policy(policy.openinference_values(true))
}

#[test]
fn openinference_attributes_have_input_and_output() {
    let capture = with_values(Conventions::V1_41, ContentPolicy::default());
    capture.run(|| chain::workflow("Why?"));
    let text = |span: &str, key: &str| capture.span(span).text(key);
    for (span, input, output) in [
        ("invoke_workflow workflow", "Why?", "why?"),
        ("invoke_agent agent", "Why?", "why?"),
    ] {
        assert_eq!(text(span, "input.value").as_deref(), Some(input), "{span}");
        assert_eq!(
            text(span, "output.value").as_deref(),
            Some(output),
            "{span}"
        );
        let media_type = text(span, "output.mime_type");
        assert_eq!(media_type.as_deref(), Some("text/plain"));
    }
    let tool = "execute_tool search";
    for (value, of, media_type) in [
        (
            "input.value",
            "gen_ai.tool.call.arguments",
            "input.mime_type",
        ),
        (
            "output.value",
            "gen_ai.tool.call.result",
            "output.mime_type",
        ),
    ] {
        assert!(text(tool, value).is_some());
        assert_eq!(text(tool, value), text(tool, of));
        assert_eq!(text(tool, media_type).as_deref(), Some("application/json"));
    }
    // An answer with a tool call is more than text.
    assert_eq!(text("chat m", "input.value").as_deref(), Some("Why?"));
    let answer: Value = value(&capture, "chat m", "output.value");
    assert_eq!(answer["parts"][1]["type"], "tool_call");
    for event in capture.events() {
        assert!(event.attribute("input.value").is_none());
    }
    assert_conformant(&capture);
}

#[test]
fn missing_content_is_not_recorded() {
    #[chain_step(kind = tool, arguments = query, result = |found| found)]
    fn lookup(query: Option<&str>) -> Option<String> {
        query.map(str::to_owned)
    }
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(|| lookup(None));
    let span = capture.only_span();
    for key in [
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result",
        "genai_runtime.input.bytes",
    ] {
        assert!(span.attribute(key).is_none(), "{key}");
    }
}
