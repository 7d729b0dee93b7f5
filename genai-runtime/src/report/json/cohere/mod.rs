//! Cohere: chat responses and stream events of its API v2; chat responses, generations and embeddings of v1. Responses
//! have no model.

mod v1;

use serde_json::Value;

use super::openai_chat::{report_tool_call, report_tool_calls};
use super::{at, content, elements, first, index, reason, text};
use crate::report::{CHOICE, Response};

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    if let Some(event) = text(value, "type") {
        return report_event(event, value, response);
    }
    if let Some(event) = text(value, "event_type") {
        return v1::report_event(event, value, response);
    }
    if v1::is_chunk(value) {
        v1::report_chunk(value, response);
        return true;
    }
    let usage = ["usage", "meta"].into_iter().find_map(|key| {
        let usage = at(value, &[key])?;
        is_usage(usage).then_some(usage)
    });
    if usage.is_none() && !v1::is_uncounted(value) {
        return false;
    }
    response.id(text(value, "response_id").or_else(|| text(value, "id")));
    report_answer(value, response);
    if let Some(usage) = usage {
        report_usage(usage, response);
    }
    true
}

fn is_usage(usage: &Value) -> bool {
    let is_object = |key: &str| usage.get(key).is_some_and(Value::is_object);
    is_object("billed_units") || is_object("tokens")
}

/// The output of a whole response.
fn report_answer(value: &Value, response: &mut Response<'_>) {
    if value.get("finish_reason").is_some() {
        response.finish_reason(CHOICE, reason(value, "finish_reason"));
    }
    if let Some(message) = at(value, &["message"]) {
        report_message(message, response);
        report_tool_calls(CHOICE, message.get("tool_calls"), response);
    }
    // All keys below are those of v1.
    response.text(CHOICE, value.get("text"));
    v1::report_calls(value, response);
    for (position, generation) in elements(value.get("generations")).enumerate() {
        response
            .finish_reason(position, reason(generation, "finish_reason"))
            .text(position, generation.get("text"));
    }
    let embeddings = first(value, &EMBEDDINGS);
    if let Some(Value::Array(numbers)) = elements(embeddings).next() {
        response.embedding_dimensions(numbers.len());
    }
}

/// The paths of embeddings with one number per dimension. `binary` and `ubinary` ones have fewer.
const EMBEDDINGS: [&[&str]; 4] = [
    &["embeddings", "float"],
    &["embeddings", "int8"],
    &["embeddings", "uint8"],
    &["embeddings"],
];

/// A message, or a delta of one. Its content is a list of parts, or in an event a single part.
fn report_message(message: &Value, response: &mut Response<'_>) {
    response.reasoning(CHOICE, message.get("tool_plan"));
    let parts = message.get("content");
    content(CHOICE, parts, response);
    if let Some(part) = parts.filter(|part| part.is_object()) {
        response
            .text(CHOICE, part.get("text"))
            .reasoning(CHOICE, part.get("thinking"));
    }
}

fn report_event(event: &str, value: &Value, response: &mut Response<'_>) -> bool {
    let message = at(value, &["delta", "message"]);
    match event {
        "message-start" => {
            response
                .id(text(value, "id"))
                .finish_reason(CHOICE, None::<&str>);
        }
        "content-start" | "content-delta" | "tool-plan-delta" => {
            if let Some(message) = message {
                report_message(message, response);
            }
        }
        "tool-call-start" | "tool-call-delta" => {
            if let Some(position) = index(value, "index", 0)
                && let Some(call) = message.and_then(|message| at(message, &["tool_calls"]))
            {
                report_tool_call(CHOICE, position, call, response);
            }
        }
        "message-end" => {
            let delta = value.get("delta");
            let reason = delta.and_then(|delta| reason(delta, "finish_reason"));
            response.finish_reason(CHOICE, reason);
            if let Some(usage) = at(value, &["delta", "usage"]) {
                report_usage(usage, response);
            }
        }
        _ => return false,
    }
    true
}

/// `billed_units` have precedence over `tokens`, as the conventions require. `cached_tokens` are a part of `tokens`;
/// how many of them are billed is unknown, so they are not reported beside `billed_units`.
fn report_usage(usage: &Value, response: &mut Response<'_>) {
    let billed = |key: &str| at(usage, &["billed_units", key]);
    let counted = |key: &str| at(usage, &["tokens", key]);
    let output = billed("output_tokens").or_else(|| counted("output_tokens"));
    response.output_tokens(output);
    if let Some(input) = billed("input_tokens") {
        response.input_tokens(input);
    } else {
        response
            .input_tokens(counted("input_tokens"))
            .cache_read_tokens(usage.get("cached_tokens"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::Usage;
    use crate::report::json::facts::{facts, reasons};

    pub(super) fn usage() -> Value {
        json!({
            "billed_units": {"input_tokens": 12, "output_tokens": 40},
            "tokens": {"input_tokens": 212, "output_tokens": 45}, "cached_tokens": 208
        })
    }

    #[test]
    fn a_whole_chat_response_is_read() {
        let facts = facts([&json!({
            "id": "c1", "finish_reason": "TOOL_CALL",
            "message": {
                "role": "assistant", "tool_plan": "plan",
                "content": [{"type": "thinking", "thinking": "hmm"}, {"type": "text", "text": "hello"}],
                "tool_calls": [{"id": "t1", "type": "function", "function": {"name": "now", "arguments": "{\"a\":1}"}}]
            },
            "usage": usage()
        })]);
        assert_eq!(facts.id.get(), Some("c1"));
        assert_eq!(reasons(&facts), [Some("TOOL_CALL")]);
        assert_eq!(facts.usage, Usage::new().input(12).output(40));
        assert_eq!(facts.output_bytes, 4 + 3 + 5 + 7);
    }

    #[test]
    fn the_events_of_a_stream_add_up_to_the_whole_response() {
        let message = |event: &str, message: Value| json!({"type": event, "index": 0, "delta": {"message": message}});
        let call = |event: &str, index: u64, function: Value| json!({"type": event, "index": index, "delta": {"message": {"tool_calls": {"function": function}}}});
        let events = [
            json!({"type": "message-start", "id": "c1", "delta": {"message": {"role": "assistant", "content": []}}}),
            message("tool-plan-delta", json!({"tool_plan": "plan"})),
            message(
                "content-start",
                json!({"content": {"type": "text", "text": ""}}),
            ),
            message("content-delta", json!({"content": {"thinking": "hmm"}})),
            message("content-delta", json!({"content": {"text": "hello"}})),
            json!({"type": "content-end", "index": 0}),
            call(
                "tool-call-start",
                1,
                json!({"name": "now", "arguments": ""}),
            ),
            call("tool-call-delta", 1, json!({"arguments": "{\"a\":1}"})),
            json!({"type": "tool-call-end", "index": 1}),
            json!({"type": "message-end", "delta": {"finish_reason": "COMPLETE", "usage": usage()}}),
        ];
        assert_eq!(reasons(&facts(&events[..4])), [None]);
        let facts = facts(&events);
        assert_eq!(facts.id.get(), Some("c1"));
        assert_eq!(reasons(&facts), [Some("COMPLETE")]);
        assert_eq!(facts.usage, Usage::new().input(12).output(40));
        assert_eq!(facts.output_bytes, 4 + 3 + 5 + 7);
    }

    #[test]
    fn counted_tokens_are_used_without_billed_ones() {
        let usage =
            json!({"tokens": {"input_tokens": 212, "output_tokens": 45}, "cached_tokens": 208});
        let facts = facts([&json!({"id": "c1", "finish_reason": "COMPLETE", "usage": usage})]);
        let expected = Usage::new().input(212).output(45).cache_read(208);
        assert_eq!(facts.usage, expected);
    }

    #[test]
    fn embeddings_have_dimensions() {
        let meta = json!({"billed_units": {"input_tokens": 6}});
        for embeddings in [json!([[1, 2]]), json!({"float": [[0.5, 0.25]]})] {
            let facts = facts([&json!({"id": "e1", "embeddings": embeddings, "meta": meta})]);
            assert_eq!(facts.embedding_dimensions, Some(2));
            assert_eq!(facts.usage, Usage::new().input(6));
            assert!(facts.finish_reasons.is_empty());
        }
    }
}
