//! Bedrock's `Converse`: whole responses, and the events of `ConverseStream`, each with its name as the only key, as in
//! the SDKs, or bare, as on the wire. Amazon's Nova models answer `InvokeModel` in the same format.
//!
//! Responses have neither an identifier nor a model.

use serde_json::{Map, Value};

use super::{at, elements, index, reason, text};
use crate::content::Place;
use crate::report::{CHOICE, Response};

const EVENTS: [&str; 6] = [
    "messageStart",
    "contentBlockStart",
    "contentBlockDelta",
    "contentBlockStop",
    "messageStop",
    "metadata",
];

/// The keys of the event `messageStop`; `p` is padding.
const MESSAGE_STOP: [&str; 3] = ["additionalModelResponseFields", "p", "stopReason"];

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    if at(value, &["messageStart", "role"]).is_some() {
        response.finish_reason(CHOICE, None::<&str>);
        return true;
    }
    let named = EVENTS.iter().find_map(|event| value.get(event));
    let event = named.unwrap_or(value);
    let content = at(event, &["output", "message", "content"]).and_then(Value::as_array);
    let has_reason = at(event, &["stopReason"]).is_some();
    let is_event = value.get("messageStop").is_some() || (named.is_none() && is_bare_stop(event));
    let is_stop = has_reason && is_event;
    let usage = at(event, &["usage"]).filter(|usage| is_usage(usage));
    let block =
        at(event, &["contentBlockIndex"]).and_then(|_| index(event, "contentBlockIndex", 0));
    if content.is_none() && !is_stop && usage.is_none() && block.is_none() {
        return false;
    }
    for (position, block) in content.into_iter().flatten().enumerate() {
        report_block(position, block, response);
    }
    if content.is_some() || has_reason {
        response.finish_reason(CHOICE, reason(event, "stopReason"));
    }
    if let Some(position) = block {
        for part in ["start", "delta"] {
            if let Some(part) = at(event, &[part]) {
                report_block(position, part, response);
            }
        }
    }
    if let Some(usage) = usage {
        report_usage(usage, response);
    }
    true
}

/// Whether an event without its name has only the keys of `messageStop`: other JSON may have a `stopReason`, too.
fn is_bare_stop(event: &Value) -> bool {
    let mut keys = event.as_object().into_iter().flat_map(Map::keys);
    keys.all(|key| MESSAGE_STOP.contains(&key.as_str()))
}

fn is_usage(usage: &Value) -> bool {
    usage.get("inputTokens").is_some() || usage.get("outputTokens").is_some()
}

/// A content block, whole or a delta of it.
fn report_block(position: usize, block: &Value, response: &mut Response<'_>) {
    let place = Place::of_block(position);
    response.text_at(CHOICE, place, block.get("text"));
    if let Some(reasoning) = at(block, &["reasoningContent"]) {
        // A delta has `text` without `reasoningText` around it.
        let whole = at(reasoning, &["reasoningText", "text"]);
        response.reasoning_at(CHOICE, place, whole.or_else(|| reasoning.get("text")));
    }
    // Text with citations; in a stream it comes as plain text.
    for part in elements(at(block, &["citationsContent", "content"])) {
        response.text_at(CHOICE, place, part.get("text"));
    }
    if let Some(tool) = at(block, &["toolUse"]) {
        report_tool(position, tool, response);
    }
}

/// A tool use, whole or a delta of it.
fn report_tool(position: usize, tool: &Value, response: &mut Response<'_>) {
    let (id, name) = (text(tool, "toolUseId"), text(tool, "name"));
    if id.is_none() && name.is_none() {
        response.more_arguments(CHOICE, position, tool.get("input"));
    } else if text(tool, "type") != Some("server_tool_use") {
        let call = response.tool_call(CHOICE, position).id(id).name(name);
        super::arguments(call, tool.get("input"));
    }
    // Tools that AWS runs itself are not reported; of their deltas only the size counts, since their call is unknown.
}

/// `inputTokens` does not include cached tokens
/// (<https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html>).
fn report_usage(usage: &Value, response: &mut Response<'_>) {
    // Nova's responses to `InvokeModel` have the longer names.
    let either = |short: &str, long: &str| at(usage, &[short]).or_else(|| at(usage, &[long]));
    response
        .separate_cache()
        .input_tokens(usage.get("inputTokens"))
        .output_tokens(usage.get("outputTokens"))
        .cache_read_tokens(either("cacheReadInputTokens", "cacheReadInputTokenCount"))
        .cache_write_tokens(either("cacheWriteInputTokens", "cacheWriteInputTokenCount"));
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "content")]
    use serde_json::Value;
    use serde_json::json;

    use crate::report::Usage;
    #[cfg(feature = "content")]
    use crate::report::json::facts::parts;
    use crate::report::json::facts::{facts, reasons};

    #[test]
    fn a_whole_response_is_read() {
        let facts = facts([&json!({
            "output": {"message": {"role": "assistant", "content": [
                {"reasoningContent": {"reasoningText": {"text": "hmm", "signature": "c2ln"}}},
                {"text": "hello"},
                {"citationsContent": {
                    "content": [{"text": " there"}],
                    "citations": [{"title": "d", "sourceContent": [{"text": "a source"}]}]
                }},
                {"toolUse": {"toolUseId": "t1", "name": "now", "input": {"a": 1}}}
            ]}},
            "stopReason": "tool_use", "metrics": {"latencyMs": 8},
            "usage": {
                "inputTokens": 5, "outputTokens": 12, "totalTokens": 47,
                "cacheReadInputTokens": 20, "cacheWriteInputTokens": 10
            }
        })]);
        assert_eq!(reasons(&facts), [Some("tool_use")]);
        assert_eq!(facts.usage.input_tokens(), Some(35));
        assert_eq!(facts.usage.output_tokens(), Some(12));
        assert_eq!(facts.usage.cache_read_tokens(), Some(20));
        assert_eq!(facts.usage.cache_write_tokens(), Some(10));
        assert!(!facts.is_inconsistent());
        assert_eq!(facts.output_bytes, 3 + 5 + 6 + 7);
        assert_eq!((facts.id.get(), facts.model.as_deref()), (None, None));
    }

    #[test]
    fn events_are_read_with_and_without_their_names() {
        let events = [
            ("messageStart", json!({"role": "assistant"})),
            (
                "contentBlockDelta",
                json!({"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "hmm"}}}),
            ),
            (
                "contentBlockDelta",
                json!({"contentBlockIndex": 1, "delta": {"text": "hello"}}),
            ),
            ("contentBlockStop", json!({"contentBlockIndex": 1})),
            (
                "contentBlockStart",
                json!({"contentBlockIndex": 2, "start": {"toolUse": {"toolUseId": "t1", "name": "now"}}}),
            ),
            (
                "contentBlockDelta",
                json!({"contentBlockIndex": 2, "delta": {"toolUse": {"input": "{\"a\":"}}}),
            ),
            (
                "contentBlockDelta",
                json!({"contentBlockIndex": 2, "delta": {"toolUse": {"input": "1}"}}}),
            ),
            ("messageStop", json!({"stopReason": "tool_use"})),
            (
                "metadata",
                json!({"usage": {"inputTokens": 5, "outputTokens": 12, "totalTokens": 17}, "metrics": {"latencyMs": 1}}),
            ),
        ];
        let bare = events.each_ref().map(|(_, event)| event.clone());
        let named = events.map(|(name, event)| json!({name: event}));
        for events in [&bare, &named] {
            let facts = facts(events);
            assert_eq!(reasons(&facts), [Some("tool_use")]);
            assert_eq!(facts.usage.input_tokens(), Some(5));
            assert_eq!(facts.usage.output_tokens(), Some(12));
            assert_eq!(facts.output_bytes, 3 + 5 + 7);
        }
        assert_eq!(reasons(&facts(&named[..3])), [None]);
    }

    #[cfg(feature = "content")]
    #[test]
    fn tools_that_aws_runs_are_not_reported() {
        let tool = |server: bool, mut tool: Value| {
            if server {
                tool["type"] = json!("server_tool_use");
            }
            json!({"toolUse": tool})
        };
        let named = |id: &str, name: &str| json!({"toolUseId": id, "name": name});
        let whole = |server, id, name| {
            let mut block = named(id, name);
            block["input"] = json!({"a": 1});
            tool(server, block)
        };
        let start = |index: u64, start: Value| json!({"contentBlockIndex": index, "start": start});
        let delta = |index: u64, input: &str| json!({"contentBlockIndex": index, "delta": {"toolUse": {"input": input}}});
        let text_block = |text: &str| json!({"text": text});
        let blocks = [
            text_block("I'll "),
            text_block("look."),
            whole(true, "t1", "nova_grounding"),
            text_block("Found it."),
            whole(false, "t2", "now"),
        ];
        let text =
            |index: u64, text: &str| json!({"contentBlockIndex": index, "delta": text_block(text)});
        let events = [
            text(0, "I'll "),
            text(1, "look."),
            start(2, tool(true, named("t1", "nova_grounding"))),
            delta(2, "{\"a\":"),
            delta(2, "1}"),
            text(3, "Found "),
            text(3, "it."),
            start(4, tool(false, named("t2", "now"))),
            delta(4, "{\"a\":"),
            delta(4, "1}"),
        ];
        let called = json!([
            {"type": "text", "content": "I'll look."}, {"type": "text", "content": "Found it."},
            {"type": "tool_call", "id": "t2", "name": "now", "arguments": {"a": 1}}
        ]);
        let answer = json!({"output": {"message": {"content": blocks}}});
        assert_eq!(parts([&answer]), called);
        assert_eq!(parts(&events), called);
    }

    #[test]
    fn novas_names_of_cached_tokens_are_read() {
        let facts = facts([&json!({
            "output": {"message": {"content": [{"text": "hi"}]}}, "stopReason": "end_turn",
            "usage": {"inputTokens": 7, "cacheReadInputTokenCount": 3, "cacheWriteInputTokenCount": 0}
        })]);
        let expected = Usage::new().input(7).cache_read(3).cache_write(0);
        assert_eq!(facts.usage, expected.with_separate_cache());
    }
}
