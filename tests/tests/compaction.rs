//! Conversations that a provider compacts during a call.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use genai_runtime::testing::{Capture, assert_conformant};
use genai_runtime::{ContentCapture, Conventions, llm_span};
use serde_json::{Value, json};

#[llm_span(system = "anthropic", model = "claude-1")]
fn ask(answer: Value) -> Value {
    answer
}

fn answer(first: &Value) -> Value {
    let text = json!({"type": "text", "text": "hello"});
    json!({"type": "message", "content": [first, text], "stop_reason": "end_turn"})
}

#[test]
fn a_compacted_conversation_is_marked() {
    let compaction = json!({"type": "compaction", "content": "a summary"});
    for (conventions, expected) in [
        (Conventions::V1_41, None),
        (Conventions::LATEST, Some(true)),
    ] {
        let capture = Capture::with_conventions(conventions).with_content(ContentCapture::SpanOnly);
        capture.run(|| ask(answer(&compaction)));
        assert_conformant(&capture);
        let span = capture.only_span();
        let flag = span.attribute("gen_ai.conversation.compacted");
        assert_eq!(flag, expected.map(opentelemetry::Value::from).as_ref());
        let messages = span.text("gen_ai.output.messages").unwrap();
        let messages: Value = serde_json::from_str(&messages).unwrap();
        let expected = json!([compaction, {"type": "text", "content": "hello"}]);
        assert_eq!(messages.pointer("/0/parts"), Some(&expected));
    }
}

#[test]
fn a_conversation_without_compaction_is_not_marked() {
    let capture = Capture::with_conventions(Conventions::LATEST);
    capture.run(|| ask(answer(&json!({"type": "text", "text": "well"}))));
    let span = capture.only_span();
    assert_eq!(span.attribute("gen_ai.conversation.compacted"), None);
}
