//! The events of a stream. Most servers send each text in `.delta` events and then whole, in `.done` events and in the
//! final response; a whole text is read only if no deltas came.

use serde_json::Value;

use super::{CHOICE, Call, has_state, report_head, report_item};
use crate::content::Place;
use crate::report::Response;
use crate::report::json::{arguments, at, elements, index, text};

pub(super) fn report(event: &str, value: &Value, response: &mut Response<'_>) {
    if let Some(position) = index(value, "output_index", 0) {
        if let Some(part) = event.strip_suffix(".delta")
            && text(value, "delta").is_some()
        {
            response.item_has_fragments(position);
            report_text(part, position, value, value.get("delta"), response);
        } else if let Some(part) = event.strip_suffix(".done")
            && let Some(whole) = WHOLE.iter().find_map(|key| at(value, &[key]))
            && response.takes_whole_text(position)
        {
            report_text(part, position, value, Some(whole), response);
        }
        if let Some(item) = at(value, &["item"]) {
            report_item_event(event, position, item, response);
        }
    }
    if let Some(inner) = at(value, &["response"]).filter(|inner| has_state(inner)) {
        report_response(inner, response);
    }
}

/// The keys of whole texts in `.done` events.
const WHOLE: [&str; 5] = ["text", "refusal", "arguments", "input", "transcript"];

/// A text of an item, whole or a delta of it.
fn report_text(
    part: &str,
    position: usize,
    event: &Value,
    content: Option<&Value>,
    response: &mut Response<'_>,
) {
    let place = Place::of_item(position);
    match part {
        "response.output_text"
        | "response.text"
        | "response.refusal"
        | "response.audio.transcript"
        | "response.audio_transcript"
        | "response.output_audio_transcript" => {
            response.text_at(CHOICE, place, content);
        }
        "response.reasoning_text" => {
            response.reasoning_at(CHOICE, place, content);
        }
        "response.reasoning_summary_text" => {
            let part = index(event, "summary_index", 0).unwrap_or_default();
            response.reasoning_at(CHOICE, Place::of_summary(position, part), content);
        }
        "response.function_call_arguments" | "response.custom_tool_call_input" => {
            response.tool_call(CHOICE, position).arguments(content);
        }
        _ => {}
    }
}

fn report_item_event(event: &str, position: usize, item: &Value, response: &mut Response<'_>) {
    let call = Call::of(item);
    match event {
        "response.output_item.added" => {
            if let Some(call) = call {
                call.open(position, response);
            }
        }
        "response.output_item.done" => match call {
            // Actions come without deltas.
            Some(call) if call.is_action => {
                arguments(response.tool_call(CHOICE, position), call.arguments);
            }
            _ if response.takes_whole_item(position) => report_item(position, item, response),
            _ => {}
        },
        _ => {}
    }
}

/// The response in an event; that of the last event repeats the whole output.
fn report_response(inner: &Value, response: &mut Response<'_>) {
    response.finish_reason(CHOICE, None::<&str>);
    report_head(inner, response);
    if !response.has_answered() {
        for (position, item) in elements(inner.get("output")).enumerate() {
            report_item(position, item, response);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::Usage;
    #[cfg(feature = "content")]
    use crate::report::json::facts::parts;
    use crate::report::json::facts::{facts, reasons};

    fn delta(event: &str, item: u64, delta: &str) -> Value {
        json!({"type": event, "output_index": item, "delta": delta})
    }

    fn item(event: &str, index: u64, item: &Value) -> Value {
        json!({"type": event, "output_index": index, "item": item})
    }

    fn call(arguments: &str) -> Value {
        json!({"type": "function_call", "call_id": "call_1", "name": "now", "arguments": arguments})
    }

    fn message(texts: &[&str]) -> Value {
        let parts = texts
            .iter()
            .map(|text| json!({"type": "output_text", "text": text}));
        json!({"type": "message", "content": parts.collect::<Vec<_>>()})
    }

    fn completed(output: &Value) -> Value {
        json!({"type": "response.completed", "response": {
            "object": "response", "id": "resp_1", "status": "completed", "output": output
        }})
    }

    #[cfg(feature = "content")]
    #[test]
    fn each_item_and_each_part_of_a_summary_is_a_separate_part() {
        let summary = |index: u64, text: &str| {
            let mut event = delta("response.reasoning_summary_text.delta", 0, text);
            event["summary_index"] = json!(index);
            event
        };
        let events = [
            summary(0, "one"),
            summary(1, "t"),
            summary(1, "wo"),
            delta("response.reasoning_text.delta", 0, "three"),
            delta("response.output_text.delta", 1, "fir"),
            delta("response.output_text.delta", 1, "st"),
            delta("response.output_text.delta", 2, "second"),
        ];
        let text = |text: &str| json!({"text": text});
        let reasoning = json!({
            "type": "reasoning", "summary": [text("one"), text("two")], "content": [text("three")]
        });
        let whole = completed(&json!([
            reasoning,
            message(&["fir", "st"]),
            message(&["second"])
        ]));
        let part = |kind: &str, text: &str| json!({"type": kind, "content": text});
        let expected = json!([
            part("reasoning", "one"),
            part("reasoning", "two"),
            part("reasoning", "three"),
            part("text", "first"),
            part("text", "second"),
        ]);
        assert_eq!(parts(&events), expected);
        assert_eq!(parts([&whole]), expected);
    }

    /// LM Studio sends tool calls without deltas.
    #[test]
    fn whole_items_are_read_if_there_were_no_deltas() {
        let arguments = "{\"a\":1}";
        let texts = json!({"type": "response.output_text.done", "output_index": 0, "text": "hel"});
        let more = json!({"type": "response.output_text.done", "output_index": 0, "text": "lo"});
        let done = json!({
            "type": "response.function_call_arguments.done", "output_index": 1, "arguments": arguments
        });
        let added = item("response.output_item.added", 1, &call(""));
        let message_done = item("response.output_item.done", 0, &message(&["hel", "lo"]));
        let call_done = item("response.output_item.done", 1, &call(arguments));
        let end = completed(&json!([message(&["hel", "lo"]), call(arguments)]));
        for events in [
            vec![
                texts,
                more,
                message_done.clone(),
                added.clone(),
                done,
                call_done.clone(),
            ],
            vec![message_done, added, call_done],
            vec![],
        ] {
            let open = facts(&events);
            assert!(events.is_empty() || open.output_bytes == 12, "{events:?}");
            let facts = facts(events.iter().chain([&end]));
            assert_eq!(facts.output_bytes, 5 + 7, "{events:?}");
            assert_eq!(reasons(&facts), [Some("completed")]);
        }
    }

    #[test]
    fn whole_items_are_ignored_after_deltas() {
        let arguments = "{\"a\":1}";
        let facts = facts(&[
            delta("response.output_text.delta", 0, "hello"),
            json!({"type": "response.output_text.done", "output_index": 0, "text": "hello"}),
            item("response.output_item.done", 0, &message(&["hello"])),
            item("response.output_item.added", 1, &call("")),
            delta("response.function_call_arguments.delta", 1, arguments),
            json!({
                "type": "response.function_call_arguments.done", "output_index": 1, "arguments": arguments
            }),
            item("response.output_item.done", 1, &call(arguments)),
            completed(&json!([message(&["hello"]), call(arguments)])),
        ]);
        assert_eq!(facts.output_bytes, 5 + 7);
    }

    #[test]
    fn the_events_of_the_realtime_api_are_read() {
        let part = json!({"type": "output_audio", "transcript": "hello"});
        let message = json!({"type": "message", "content": [part]});
        let facts = facts(&[
            delta("response.output_audio_transcript.delta", 0, "hel"),
            delta("response.audio_transcript.delta", 0, "lo"),
            item("response.output_item.done", 0, &message),
            json!({"type": "response.done", "response": {
                "object": "realtime.response", "id": "resp_1", "status": "completed", "output": [message],
                "usage": {
                    "input_tokens": 20, "output_tokens": 9, "total_tokens": 29,
                    "input_token_details": {"text_tokens": 8, "cached_tokens": 12}
                }
            }}),
        ]);
        assert_eq!(reasons(&facts), [Some("completed")]);
        assert_eq!(facts.usage, Usage::new().input(20).output(9).cache_read(12));
        assert_eq!(facts.output_bytes, 5);
    }

    #[test]
    fn an_empty_delta_is_ignored() {
        let facts = facts(&[
            delta("response.output_text.delta", 0, ""),
            item("response.output_item.done", 0, &message(&["hello"])),
        ]);
        assert_eq!(facts.output_bytes, 5);
    }
}
