//! Anthropic's Messages API, also on Bedrock and Vertex AI: whole messages, and the events of their streams.

mod usage;

use serde_json::Value;

use super::{at, elements, index, is_empty_object, reason, text};
use crate::content::Place;
use crate::report::{CHOICE, Response};

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    match text(value, "type") {
        Some("message") if is_answer(value) => report_message(value, response),
        // The older Text Completions API, which Bedrock still has for older models.
        Some("completion") if is_completion(value) => {
            response
                .id(text(value, "id"))
                .model(text(value, "model"))
                .text(CHOICE, value.get("completion"))
                .finish_reason(CHOICE, reason(value, "stop_reason"));
        }
        Some("message_start") => {
            if let Some(message) = at(value, &["message"]) {
                report_message(message, response);
            }
        }
        Some("content_block_start") => {
            if let Some(position) = index(value, "index", 0)
                && let Some(block) = at(value, &["content_block"])
            {
                report_block(position, block, response);
            }
        }
        Some("content_block_delta") => {
            if let Some(position) = index(value, "index", 0)
                && let Some(delta) = at(value, &["delta"])
            {
                let place = Place::of_block(position);
                response
                    .text_at(CHOICE, place, delta.get("text"))
                    .reasoning_at(CHOICE, place, delta.get("thinking"))
                    .compaction(CHOICE, compacted(delta, "compaction_delta"))
                    // Of the deltas of the provider's own tools only the size counts, since their call is unknown.
                    .more_arguments(CHOICE, position, delta.get("partial_json"));
            }
        }
        Some("message_delta") => {
            let delta = value.get("delta");
            let reason = delta.and_then(|delta| reason(delta, "stop_reason"));
            response.finish_reason(CHOICE, reason);
            usage::report(value.get("usage"), response);
        }
        _ => return false,
    }
    true
}

/// Whether a value of type `message` is an answer: other systems have messages of that type, too.
fn is_answer(value: &Value) -> bool {
    let mut counts = ["input_tokens", "output_tokens"].into_iter();
    let is_known = |reason| STOP_REASONS.contains(&reason);
    let has_stopped = value.get("stop_reason").is_some()
        && (text(value, "role") == Some("assistant")
            || text(value, "stop_reason").is_some_and(is_known));
    value.get("content").is_some_and(Value::is_array)
        && (has_stopped || counts.any(|key| at(value, &["usage", key]).is_some()))
}

/// The stop reasons that mark a message without a `role` as an answer.
const STOP_REASONS: [&str; 8] = [
    "compaction",
    "end_turn",
    "max_tokens",
    "model_context_window_exceeded",
    "pause_turn",
    "refusal",
    "stop_sequence",
    "tool_use",
];

fn is_completion(value: &Value) -> bool {
    value.get("completion").is_some_and(Value::is_string) && value.get("stop_reason").is_some()
}

fn report_message(message: &Value, response: &mut Response<'_>) {
    response
        .id(text(message, "id"))
        .model(text(message, "model"))
        .finish_reason(CHOICE, reason(message, "stop_reason"));
    for (position, block) in elements(message.get("content")).enumerate() {
        report_block(position, block, response);
    }
    usage::report(message.get("usage"), response);
}

fn report_block(position: usize, block: &Value, response: &mut Response<'_>) {
    let place = Place::of_block(position);
    match text(block, "type") {
        Some("text") => {
            response.text_at(CHOICE, place, block.get("text"));
        }
        Some("thinking") => {
            response.reasoning_at(CHOICE, place, block.get("thinking"));
        }
        Some("tool_use") => {
            let call = response.tool_call(CHOICE, position);
            let call = call.id(text(block, "id")).name(text(block, "name"));
            // In a stream the input is `{}` until its deltas come.
            let input = at(block, &["input"]);
            if let Some(input) = input.filter(|input| !is_empty_object(input)) {
                call.arguments_json(input);
            }
        }
        Some("compaction") => {
            response
                .compacted()
                .compaction(CHOICE, compacted(block, "compaction"));
        }
        // The requested model has declined, and another one answers.
        Some("fallback") => {
            let model = at(block, &["to"]).and_then(|to| text(to, "model"));
            response.model(model);
        }
        _ => {}
    }
}

/// The summary in a block or delta, if it is of this type.
fn compacted<'a>(block: &'a Value, kind: &str) -> Option<&'a Value> {
    let is_compaction = text(block, "type") == Some(kind);
    block.get("content").filter(|_| is_compaction)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    #[cfg(feature = "content")]
    use crate::report::json::facts::parts;
    use crate::report::json::facts::{facts, reasons};

    #[test]
    fn a_whole_message_is_read() {
        let facts = facts([&json!({
            "type": "message", "role": "assistant", "id": "msg_1", "model": "claude-1",
            "content": [
                {"type": "thinking", "thinking": "well", "signature": "c2lnbg"},
                {"type": "text", "text": "look"},
                {"type": "tool_use", "id": "toolu_1", "name": "now", "input": {"zone": "CET"}},
                {"type": "tool_use", "id": "toolu_2", "name": "all", "input": {}}
            ],
            "stop_reason": "tool_use", "stop_sequence": null,
            "usage": {
                "input_tokens": 4, "output_tokens": 50,
                "cache_read_input_tokens": 100, "cache_creation_input_tokens": 20,
                "output_tokens_details": {"thinking_tokens": 30}
            }
        })]);
        assert_eq!(facts.id.get(), Some("msg_1"));
        assert_eq!(facts.model.as_deref(), Some("claude-1"));
        assert_eq!(reasons(&facts), [Some("tool_use")]);
        assert_eq!(facts.usage.input_tokens(), Some(124));
        assert_eq!(facts.usage.output_tokens(), Some(50));
        assert_eq!(facts.usage.cache_read_tokens(), Some(100));
        assert_eq!(facts.usage.cache_write_tokens(), Some(20));
        assert_eq!(facts.usage.reasoning_tokens(), Some(30));
        assert!(!facts.is_inconsistent());
        assert_eq!(facts.output_bytes, 4 + 4 + 14);
    }

    pub(super) fn start(usage: &Value) -> Value {
        json!({"type": "message_start", "message": {
            "type": "message", "id": "msg_1", "model": "claude-1", "content": [],
            "stop_reason": null, "usage": usage
        }})
    }

    pub(super) fn end(usage: &Value) -> Value {
        json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": usage})
    }

    #[test]
    fn the_events_of_a_stream_add_up_to_the_whole_message() {
        let delta = |index: u64, delta: Value| json!({"type": "content_block_delta", "index": index, "delta": delta});
        let events = [
            start(&json!({"input_tokens": 17, "output_tokens": 1})),
            json!({"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": ""}}),
            delta(0, json!({"type": "thinking_delta", "thinking": "well"})),
            delta(0, json!({"type": "signature_delta", "signature": "c2lnbg"})),
            json!({"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}}),
            json!({"type": "ping"}),
            delta(1, json!({"type": "text_delta", "text": "look"})),
            json!({"type": "content_block_stop", "index": 1}),
            json!({"type": "content_block_start", "index": 2, "content_block": {"type": "tool_use", "id": "t", "name": "now", "input": {}}}),
            delta(
                2,
                json!({"type": "input_json_delta", "partial_json": "{\"a\""}),
            ),
            delta(
                2,
                json!({"type": "input_json_delta", "partial_json": ":1}"}),
            ),
            end(&json!({"output_tokens": 30})),
            json!({"type": "message_stop"}),
        ];
        let open = facts(&events[..6]);
        assert_eq!(reasons(&open), [None]);
        let facts = facts(&events);
        assert_eq!(facts.id.get(), Some("msg_1"));
        assert_eq!(reasons(&facts), [Some("end_turn")]);
        assert_eq!(facts.usage.input_tokens(), Some(17));
        assert_eq!(facts.usage.output_tokens(), Some(30));
        assert_eq!(facts.usage.cache_read_tokens(), None);
        assert_eq!(facts.output_bytes, 4 + 4 + 7);
    }

    #[test]
    fn after_a_fallback_the_model_that_answered_is_reported() {
        let block =
            json!({"type": "fallback", "from": {"model": "claude-1"}, "to": {"model": "claude-2"}});
        let events = [
            start(&json!({"input_tokens": 4})),
            json!({"type": "content_block_start", "index": 0, "content_block": block}),
        ];
        assert_eq!(facts(&events).model.as_deref(), Some("claude-2"));
    }

    /// Citations split a sentence into several blocks; a tool that the provider runs separates two texts.
    #[cfg(feature = "content")]
    #[test]
    fn adjacent_text_blocks_are_joined() {
        let blocks = [
            json!({"type": "text", "text": "I'll "}),
            json!({"type": "text", "text": "look."}),
            json!({"type": "server_tool_use", "id": "s", "name": "web_search", "input": {"query": "a"}}),
            json!({"type": "web_search_tool_result", "tool_use_id": "s", "content": []}),
            json!({"type": "text", "text": "Found"}),
            json!({"type": "text", "text": " it."}),
        ];
        let start = |(index, block): (usize, &Value)| {
            let mut block = block.clone();
            let text = block.get_mut("text").map(Value::take);
            block["text"] = json!("");
            let start =
                json!({"type": "content_block_start", "index": index, "content_block": block});
            let text = text.unwrap_or_default();
            let delta = json!({"type": "text_delta", "text": text});
            [
                start,
                json!({"type": "content_block_delta", "index": index, "delta": delta}),
            ]
        };
        let events: Vec<Value> = blocks.iter().enumerate().flat_map(start).collect();
        let texts = json!([
            {"type": "text", "content": "I'll look."}, {"type": "text", "content": "Found it."}
        ]);
        let whole = json!({
            "type": "message", "role": "assistant", "content": blocks, "stop_reason": "end_turn"
        });
        assert_eq!(parts([&whole]), texts);
        assert_eq!(parts(&events), texts);
    }

    #[test]
    fn a_compaction_and_its_summary_are_reported() {
        let block = |content: Value| json!({"type": "compaction", "content": content});
        let whole = json!({
            "type": "message", "content": [block(json!("a summary"))], "stop_reason": "end_turn"
        });
        let delta = |content: Value| json!({"type": "content_block_delta", "index": 0, "delta": {"type": "compaction_delta", "content": content}});
        let events = [
            json!({"type": "content_block_start", "index": 0, "content_block": block(json!(null))}),
            delta(json!("a sum")),
            delta(json!("mary")),
        ];
        for facts in [facts([&whole]), facts(&events)] {
            assert!(facts.is_compacted);
            assert_eq!(facts.output_bytes, 9);
        }
        let failed = facts([&events[0].clone(), &delta(json!(null))]);
        assert_eq!(failed.output_bytes, 0);
    }
}
