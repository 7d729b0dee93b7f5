//! Version 1 of Cohere's API, also on Bedrock: what version 2 does not have.

use serde_json::{Map, Value};

use super::{CHOICE, report_usage};
use crate::report::Response;
use crate::report::json::{arguments, at, elements, index, reason, text};

/// The keys of a chunk of a generation; Bedrock adds keys of its own.
const CHUNK: [&str; 5] = ["finish_reason", "index", "is_finished", "response", "text"];

/// Whether a value is a chunk of a generation.
pub(super) fn is_chunk(value: &Value) -> bool {
    let mut keys = value.as_object().into_iter().flat_map(Map::keys);
    let has_text = |key| value.get(key).is_some_and(Value::is_string);
    value.get("is_finished").is_some_and(Value::is_boolean)
        && (has_text("text") || has_text("finish_reason"))
        && keys.all(|key| CHUNK.contains(&key.as_str()) || key.starts_with("amazon-bedrock-"))
}

/// Reports a chunk of a generation. The `response` of the last chunk repeats the whole text, which is ignored.
pub(super) fn report_chunk(chunk: &Value, response: &mut Response<'_>) {
    if let Some(choice) = index(chunk, "index", CHOICE) {
        response
            .finish_reason(choice, reason(chunk, "finish_reason"))
            .text(choice, chunk.get("text"));
    }
    if let Some(whole) = at(chunk, &["response"]) {
        response.id(text(whole, "id"));
        if let Some(usage) = at(whole, &["meta"]) {
            report_usage(usage, response);
        }
    }
}

/// Whether a value is a response of a chat, a generation or embeddings on Bedrock, which has no usage.
pub(super) fn is_uncounted(value: &Value) -> bool {
    let is_generation = |generation: &Value| {
        text(generation, "id").is_some() && generation.get("finish_reason").is_some()
    };
    let mut generations = elements(value.get("generations")).peekable();
    let is_chat = text(value, "response_id").is_some() && text(value, "generation_id").is_some();
    let is_generate = text(value, "id").is_some()
        && generations.peek().is_some()
        && generations.all(is_generation);
    let embeds = ["embeddings_floats", "embeddings_by_type"];
    is_chat
        || is_generate
        || text(value, "response_type").is_some_and(|kind| embeds.contains(&kind))
}

/// Reports an event of a chat. The last event repeats the whole answer, which is ignored.
pub(super) fn report_event(event: &str, value: &Value, response: &mut Response<'_>) -> bool {
    match event {
        "stream-start" => {
            response.finish_reason(CHOICE, None::<&str>);
        }
        // Text before tool calls comes in `tool-calls-chunk`.
        "text-generation" | "tool-calls-chunk" => {
            response.text(CHOICE, value.get("text"));
        }
        "tool-calls-generation" => {
            if !response.has_answered() {
                response.text(CHOICE, value.get("text"));
            }
            report_calls(value, response);
        }
        "stream-end" => {
            response.finish_reason(CHOICE, reason(value, "finish_reason"));
            if let Some(whole) = at(value, &["response"]) {
                response.id(text(whole, "response_id"));
                if let Some(usage) = at(whole, &["meta"]) {
                    report_usage(usage, response);
                }
            }
        }
        _ => return false,
    }
    true
}

/// Whole tool calls.
pub(super) fn report_calls(value: &Value, response: &mut Response<'_>) {
    for call in elements(value.get("tool_calls")) {
        let sink = response.next_tool_call(CHOICE).name(text(call, "name"));
        arguments(sink, call.get("parameters"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::json::cohere::tests::usage;
    #[cfg(feature = "content")]
    use crate::report::json::facts::parts;
    use crate::report::json::facts::{facts, reasons};
    use crate::report::{ResponseFacts, Usage};

    #[test]
    fn responses_of_the_first_version_of_the_api_are_read() {
        let chat = facts([&json!({
            "response_id": "r1", "generation_id": "g1", "text": "hello", "finish_reason": "COMPLETE",
            "tool_calls": [{"name": "now", "parameters": {"a": 1}}], "meta": usage()
        })]);
        assert_eq!(chat.id.get(), Some("r1"));
        assert_eq!(reasons(&chat), [Some("COMPLETE")]);
        assert_eq!(chat.usage, Usage::new().input(12).output(40));
        assert_eq!(chat.output_bytes, 5 + 7);
        let generations = facts([&json!({
            "id": "g1", "prompt": "hi", "meta": usage(),
            "generations": [{"text": "a", "finish_reason": "COMPLETE"}, {"text": "b", "finish_reason": "MAX_TOKENS"}]
        })]);
        assert_eq!(
            reasons(&generations),
            [Some("COMPLETE"), Some("MAX_TOKENS")]
        );
    }

    #[test]
    fn bedrocks_responses_without_a_usage_are_read() {
        let chat = facts([&json!({
            "response_id": "r1", "text": "hello", "generation_id": "g1", "chat_history": [],
            "finish_reason": "COMPLETE"
        })]);
        assert_eq!(chat.id.get(), Some("r1"));
        assert_eq!(reasons(&chat), [Some("COMPLETE")]);
        assert_eq!((chat.usage, chat.output_bytes), (Usage::new(), 5));
        let generation = facts([&json!({
            "id": "r1", "prompt": "hi", "generations": [{"id": "g1", "text": "hello", "finish_reason": "COMPLETE"}]
        })]);
        assert_eq!(reasons(&generation), [Some("COMPLETE")]);
        assert_eq!(generation.output_bytes, 5);
        let embeddings = facts([&json!({
            "id": "e1", "texts": ["hi"], "response_type": "embeddings_floats", "embeddings": [[0.5, 0.25]]
        })]);
        assert_eq!(embeddings.embedding_dimensions, Some(2));
    }

    #[test]
    fn the_chunks_of_a_generation_add_up() {
        let chunks = [
            json!({"text": "hel", "is_finished": false}),
            json!({"text": "lo", "is_finished": false}),
            json!({
                "is_finished": true, "finish_reason": "COMPLETE",
                "response": {"id": "g1", "generations": [{"id": "g2", "text": "hello"}], "meta": usage()}
            }),
        ];
        assert_eq!(reasons(&facts(&chunks[..2])), [None]);
        let facts = facts(&chunks);
        assert_eq!(facts.id.get(), Some("g1"));
        assert_eq!(reasons(&facts), [Some("COMPLETE")]);
        assert_eq!(facts.usage, Usage::new().input(12).output(40));
        assert_eq!(facts.output_bytes, 5);
    }

    #[cfg(feature = "content")]
    #[test]
    fn text_before_tool_calls_is_read_once() {
        let chunk = |text: &str| json!({"event_type": "tool-calls-chunk", "text": text});
        let start = json!({"event_type": "stream-start", "generation_id": "g"});
        let delta = json!({
            "event_type": "tool-calls-chunk", "tool_call_delta": {"index": 0, "name": "now"}
        });
        let calls = json!({
            "event_type": "tool-calls-generation", "text": "I look.",
            "tool_calls": [{"name": "now", "parameters": {"a": 1}}]
        });
        let chunks = [
            start.clone(),
            chunk("I "),
            chunk("look."),
            delta,
            calls.clone(),
        ];
        let expected = json!([
            {"type": "text", "content": "I look."},
            {"type": "tool_call", "name": "now", "arguments": {"a": 1}}
        ]);
        assert_eq!(parts(&chunks), expected);
        assert_eq!(parts(&[start, calls]), expected);
    }

    #[test]
    fn similar_json_in_generated_content_is_not_a_response() {
        for written in [
            json!({"response_id": "r1", "text": "hello", "finish_reason": "late"}),
            json!({"id": "r1", "generations": [{"text": "hello", "finish_reason": "late"}]}),
            json!({"id": "r1", "generations": []}),
            json!({"embeddings": [[1, 2]], "response_type": "a"}),
            json!({"is_finished": false, "text": "hello", "tram": 12}),
            json!({"is_finished": false}),
        ] {
            assert_eq!(facts([&written]), ResponseFacts::default(), "{written}");
        }
    }
}
