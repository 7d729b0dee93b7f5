//! Anthropic's messages: the whole message, and the events of its stream. Bedrock and Vertex AI give
//! Claude's answers in the same form.

use serde_json::Value;

use super::{at, elements, index, is_empty_object, reason, sum, text};
use crate::report::Response;
use crate::report::value::{NotACount, TokenCount};

/// A message is the only answer to its request.
const CHOICE: usize = 0;

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    match text(value, "type") {
        Some("message") if is_answer(value) => report_message(value, response),
        // The older API, as Bedrock still has it for older models.
        Some("completion") if value.get("completion").is_some() => {
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
                response
                    .text(CHOICE, delta.get("text"))
                    .reasoning(CHOICE, delta.get("thinking"))
                    // Tools that the provider runs itself are not called by the answer, and fragments follow all the same.
                    .more_arguments(CHOICE, position, delta.get("partial_json"));
            }
        }
        Some("message_delta") => {
            let delta = value.get("delta");
            let reason = delta.and_then(|delta| reason(delta, "stop_reason"));
            response.finish_reason(CHOICE, reason);
            report_usage(value.get("usage"), response);
        }
        _ => return false,
    }
    true
}

/// Messages of other systems have a type, too.
fn is_answer(value: &Value) -> bool {
    value.get("content").is_some_and(Value::is_array)
        && (value.get("stop_reason").is_some() || value.get("usage").is_some())
}

fn report_message(message: &Value, response: &mut Response<'_>) {
    response
        .id(text(message, "id"))
        .model(text(message, "model"))
        .finish_reason(CHOICE, reason(message, "stop_reason"));
    for (position, block) in elements(message.get("content")).enumerate() {
        report_block(position, block, response);
    }
    report_usage(message.get("usage"), response);
}

fn report_block(position: usize, block: &Value, response: &mut Response<'_>) {
    match text(block, "type") {
        Some("text") => {
            response.text(CHOICE, block.get("text"));
        }
        Some("thinking") => {
            response.reasoning(CHOICE, block.get("thinking"));
        }
        Some("tool_use") => {
            let call = response.tool_call(CHOICE, position);
            let call = call.id(text(block, "id")).name(text(block, "name"));
            // A stream opens the block with an empty object, and its fragments follow.
            let input = at(block, &["input"]);
            if let Some(input) = input.filter(|input| !is_empty_object(input)) {
                call.arguments_json(input);
            }
        }
        _ => {}
    }
}

/// The counts of a stream are running totals: those of a later event replace those of an earlier one.
fn report_usage(usage: Option<&Value>, response: &mut Response<'_>) {
    if let Some(usage) = usage.filter(|usage| usage.is_object()) {
        let billed = |key| Billed { usage, key };
        response
            .separate_cache()
            .input_tokens(billed("input_tokens"))
            .output_tokens(billed("output_tokens"))
            .cache_read_tokens(billed("cache_read_input_tokens"))
            .cache_write_tokens(billed("cache_creation_input_tokens"))
            .reasoning_tokens(at(usage, &["output_tokens_details", "thinking_tokens"]));
    }
}

/// A count as it is billed. Where a conversation was compacted on the way, what that took is in the iterations alone
/// (<https://platform.claude.com/docs/en/build-with-claude/compaction>).
struct Billed<'a> {
    usage: &'a Value,
    key: &'static str,
}

impl TokenCount for Billed<'_> {
    fn token_count(&self) -> Option<Result<u64, NotACount>> {
        let iterations = || elements(self.usage.get("iterations"));
        let is = |iteration: &Value, kind| text(iteration, "type") == Some(kind);
        if !iterations().any(|iteration| is(iteration, "compaction")) {
            return self.usage.get(self.key).token_count();
        }
        iterations()
            // Another model gives advice.
            .filter(|iteration| !is(iteration, "advisor_message"))
            .map(|iteration| iteration.get(self.key).token_count())
            .fold(None, sum)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::Usage;
    use crate::report::json::facts::{facts, reasons};

    #[test]
    fn reads_a_whole_message() {
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

    fn start(usage: &Value) -> Value {
        json!({"type": "message_start", "message": {
            "type": "message", "id": "msg_1", "model": "claude-1", "content": [],
            "stop_reason": null, "usage": usage
        }})
    }

    fn end(usage: &Value) -> Value {
        json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": usage})
    }

    #[test]
    fn events_add_up() {
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
    fn what_compaction_took_is_billed() {
        let iteration = |kind: &str, input: u64, output: u64| json!({"type": kind, "input_tokens": input, "output_tokens": output, "cache_read_input_tokens": 2});
        let usage = json!({
            "input_tokens": 23000, "output_tokens": 1000, "cache_read_input_tokens": 2, "iterations": [
                iteration("compaction", 180_000, 3500), iteration("message", 23000, 1000),
                iteration("advisor_message", 7, 7)
            ]
        });
        let whole = Usage::new().input(203_000).output(4500).cache_read(4);
        let mut last = usage.clone();
        for key in ["input_tokens", "cache_read_input_tokens"] {
            last[key] = json!(null);
        }
        for events in [
            vec![start(&usage)],
            vec![
                start(&json!({"input_tokens": 23000, "output_tokens": 1})),
                end(&last),
            ],
        ] {
            assert_eq!(facts(&events).usage, whole.with_separate_cache());
        }
        let mut plain = usage;
        plain["iterations"] = json!([iteration("message", 23000, 1000)]);
        assert_eq!(facts([&start(&plain)]).usage.output_tokens(), Some(1000));
    }

    /// Input and cache come with the first event, and whatever the last one repeats is a running total.
    #[test]
    fn running_totals_are_not_added() {
        let first = json!({
            "input_tokens": 10, "output_tokens": 1,
            "cache_read_input_tokens": 100, "cache_creation_input_tokens": 20
        });
        let lasts = [
            json!({"output_tokens": 30}),
            json!({"output_tokens": 30, "input_tokens": null, "cache_read_input_tokens": null}),
            json!({"output_tokens": 30, "cache_read_input_tokens": 100}),
            json!({
                "output_tokens": 30, "input_tokens": 10,
                "cache_read_input_tokens": 100, "cache_creation_input_tokens": 20
            }),
        ];
        let whole = Usage::new()
            .input(10)
            .output(30)
            .cache_read(100)
            .cache_write(20);
        for last in lasts {
            let facts = facts([&start(&first), &end(&last)]);
            assert_eq!(facts.usage, whole.with_separate_cache(), "{last}");
            assert_eq!(facts.usage.input_tokens(), Some(130), "{last}");
        }
        // A tool that the provider runs itself makes the input grow while the stream runs.
        let last = json!({"output_tokens": 9, "input_tokens": 50, "cache_read_input_tokens": 200});
        let facts = facts([&start(&first), &end(&last)]);
        assert_eq!(facts.usage.input_tokens(), Some(50 + 200 + 20));
    }
}
