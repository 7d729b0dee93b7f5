//! Mistral's conversations and agents: whole responses, and the events of their streams. They have no finish reason.

use serde_json::Value;

use super::openai_counts::report_usage;
use super::{arguments, at, content, elements, index, text, thinking};
use crate::report::{CHOICE, Response};

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    if !is_conversation(value) {
        return false;
    }
    for (position, output) in elements(value.get("outputs")).enumerate() {
        report_output(position, output, response);
    }
    if let Some(position) = index(value, "output_index", 0) {
        report_output(position, value, response);
    }
    if let Some(usage) = at(value, &["usage"]) {
        report_usage(usage, response);
    }
    true
}

/// The events that carry output or usage.
const EVENTS: [&str; 3] = [
    "message.output.delta",
    "function.call.delta",
    "conversation.response.done",
];

/// Whether a value is a whole response, or an event that carries output or usage.
pub(super) fn is_conversation(value: &Value) -> bool {
    let is_whole = text(value, "object") == Some("conversation.response");
    let is_event = || text(value, "type").is_some_and(|event| EVENTS.contains(&event));
    (is_whole && value.get("outputs").is_some_and(Value::is_array)) || is_event()
}

/// A message or a function call, whole or a delta of it. `tool.execution` is not reported: the provider runs these
/// tools itself.
fn report_output(position: usize, output: &Value, response: &mut Response<'_>) {
    match text(output, "type") {
        Some("message.output" | "message.output.delta") => {
            response.model(text(output, "model"));
            let parts = output.get("content");
            content(CHOICE, parts, response);
            // The content of a delta is a text or a single part.
            if let Some(part) = parts.filter(|part| part.is_object()) {
                response.text(CHOICE, part.get("text"));
                thinking(CHOICE, part.get("thinking"), response);
            }
        }
        Some("function.call" | "function.call.delta") => {
            response.model(text(output, "model"));
            let call = response.tool_call(CHOICE, position);
            let call = call
                .id(text(output, "tool_call_id"))
                .name(text(output, "name"));
            arguments(call, output.get("arguments"));
        }
        _ => {}
    }
}

#[cfg(all(test, feature = "content"))]
mod tests {
    use serde_json::{Value, json};

    use crate::report::json::facts::{facts, parts};
    use crate::report::{ResponseFacts, Usage};

    fn usage() -> Value {
        json!({"prompt_tokens": 7, "completion_tokens": 4, "total_tokens": 11, "connectors": {"web_search": 1}})
    }

    fn assert_is_whole(events: &[Value]) {
        let facts = facts(events);
        assert_eq!(facts.model.as_deref(), Some("mistral-medium-latest"));
        assert_eq!(facts.usage, Usage::new().input(7).output(4));
        assert!(facts.finish_reasons.is_empty());
        assert_eq!(facts.output_bytes, 2 + 5 + 7);
        let expected = json!([
            {"type": "reasoning", "content": "hm"},
            {"type": "text", "content": "hello"},
            {"type": "tool_call", "id": "c", "name": "now", "arguments": {"a": 1}}
        ]);
        assert_eq!(parts(events), expected);
    }

    #[test]
    fn a_whole_response_is_read() {
        let content = json!([
            {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
            {"type": "text", "text": "hello"},
            {"type": "tool_reference", "tool": "web_search", "title": "a page"}
        ]);
        assert_is_whole(&[json!({
            "object": "conversation.response", "conversation_id": "conv_1", "usage": usage(), "outputs": [
                {"type": "tool.execution", "name": "web_search", "arguments": "{}"},
                {"type": "message.output", "model": "mistral-medium-latest", "role": "assistant", "content": content},
                {"type": "function.call", "tool_call_id": "c", "name": "now", "arguments": "{\"a\":1}"}
            ]
        })]);
    }

    #[test]
    fn the_events_of_a_stream_add_up_to_the_whole_response() {
        let message = |content: Value| json!({"type": "message.output.delta", "output_index": 1, "model": "mistral-medium-latest", "content": content});
        let call = |arguments: &str| json!({"type": "function.call.delta", "output_index": 2, "tool_call_id": "c", "name": "now", "arguments": arguments});
        assert_is_whole(&[
            json!({"type": "conversation.response.started", "conversation_id": "conv_1"}),
            json!({"type": "tool.execution.started", "output_index": 0, "name": "web_search", "arguments": ""}),
            message(json!({"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]})),
            message(json!("hel")),
            message(json!({"type": "text", "text": "lo"})),
            message(json!({"type": "tool_reference", "tool": "web_search", "title": "a page"})),
            call("{\"a\""),
            call(":1}"),
            json!({"type": "conversation.response.done", "usage": usage()}),
        ]);
    }

    #[test]
    fn similar_json_in_generated_content_is_not_a_conversation() {
        for written in [
            json!({"object": "conversation.response", "model": "Bob Smith"}),
            json!({"object": "conversation", "outputs": [{"type": "message.output", "content": "hi"}]}),
            json!({"type": "message.output", "model": "Bob Smith", "content": "hi"}),
        ] {
            assert_eq!(facts([&written]), ResponseFacts::default(), "{written}");
        }
    }
}
