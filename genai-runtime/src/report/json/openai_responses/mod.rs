//! OpenAI's Responses API: the response object, and the events of its stream.

mod call;
mod events;

use serde_json::Value;

use super::{arguments, at, elements, first, reason, text, whole_output};
use crate::content::Place;
use crate::report::{CHOICE, Response};
pub(super) use call::Call;

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    if text(value, "object") == Some("response") && has_state(value) {
        report_head(value, response);
        for (position, item) in elements(value.get("output")).enumerate() {
            report_item(position, item, response);
        }
        return true;
    }
    // Its output is encrypted.
    if text(value, "object") == Some("response.compaction") {
        report_head(value, response);
        return true;
    }
    match text(value, "type") {
        Some(event) if event.starts_with("response.") => {
            events::report(event, value, response);
            true
        }
        _ => false,
    }
}

/// Whether a response object has a status, an output or a usage.
fn has_state(value: &Value) -> bool {
    text(value, "status").is_some()
        || value.get("output").is_some_and(Value::is_array)
        || value.get("usage").is_some_and(Value::is_object)
}

fn report_head(value: &Value, response: &mut Response<'_>) {
    response
        .id(text(value, "id"))
        .model(text(value, "model"))
        .service_tier(text(value, "service_tier"));
    match text(value, "status") {
        Some("failed" | "cancelled") => {
            response.finish_reason(CHOICE, None::<&str>);
        }
        Some(status @ ("completed" | "incomplete")) => {
            // The API has no finish reason for a complete response; its status stands for one.
            let details = first(value, &[&["incomplete_details"], &["status_details"]]);
            let reason = details.and_then(|details| reason(details, "reason"));
            response.finish_reason(CHOICE, reason.unwrap_or(status));
        }
        _ => {}
    }
    if let Some(usage) = at(value, &["usage"]) {
        // `input_token_details` is the Realtime API's name.
        let input = first(
            usage,
            &[&["input_tokens_details"], &["input_token_details"]],
        );
        let input = |key: &str| at(input?, &[key]);
        let reasoning = at(usage, &["output_tokens_details", "reasoning_tokens"]);
        let counts = ["input_tokens", "output_tokens", "total_tokens"];
        response
            .input_tokens(usage.get("input_tokens"))
            .output_tokens(whole_output(usage, counts, reasoning))
            .cache_read_tokens(input("cached_tokens"))
            .cache_write_tokens(input("cache_write_tokens"))
            .reasoning_tokens(reasoning);
    }
}

/// A whole output item.
fn report_item(position: usize, item: &Value, response: &mut Response<'_>) {
    let place = Place::of_item(position);
    match text(item, "type") {
        Some("message") => {
            for part in elements(item.get("content")) {
                response
                    .text_at(CHOICE, place, part.get("text"))
                    .text_at(CHOICE, place, part.get("refusal"))
                    .text_at(CHOICE, place, part.get("transcript"));
            }
        }
        // Its content is encrypted.
        Some("compaction") => drop(response.compacted()),
        Some("reasoning") => {
            for (index, part) in elements(item.get("summary")).enumerate() {
                let place = Place::of_summary(position, index);
                response.reasoning_at(CHOICE, place, part.get("text"));
            }
            for part in elements(item.get("content")) {
                response.reasoning_at(CHOICE, place, part.get("text"));
            }
        }
        _ => {
            if let Some(call) = Call::of(item) {
                arguments(call.open(position, response), call.arguments);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::Usage;
    use crate::report::json::facts::{facts, reasons};

    fn response(status: &str, output: &Value, usage: &Value) -> Value {
        json!({
            "object": "response", "id": "resp_1", "model": "gpt-5", "status": status,
            "incomplete_details": null, "service_tier": "default", "output": output, "usage": usage
        })
    }

    fn usage() -> Value {
        json!({
            "input_tokens": 20, "input_tokens_details": {"cached_tokens": 12, "cache_write_tokens": 4},
            "output_tokens": 9, "output_tokens_details": {"reasoning_tokens": 5}, "total_tokens": 29
        })
    }

    fn output() -> Value {
        json!([
            {"type": "reasoning", "summary": [{"type": "summary_text", "text": "hmm"}]},
            {"type": "message", "content": [{"type": "output_text", "text": "hello"}]},
            {"type": "web_search_call", "id": "ws", "status": "completed"},
            {"type": "function_call", "id": "fc", "call_id": "call_1", "name": "now", "arguments": "{\"a\":1}"},
            {"type": "custom_tool_call", "call_id": "call_2", "name": "sh", "input": "ls"}
        ])
    }

    #[test]
    fn a_whole_response_is_read() {
        let facts = facts([&response("completed", &output(), &usage())]);
        assert_eq!(facts.id.get(), Some("resp_1"));
        assert_eq!(facts.model.as_deref(), Some("gpt-5"));
        assert_eq!(facts.service_tier.as_deref(), Some("default"));
        assert_eq!(reasons(&facts), [Some("completed")]);
        let expected = Usage::new()
            .input(20)
            .output(9)
            .cache_read(12)
            .cache_write(4)
            .reasoning(5);
        assert_eq!(facts.usage, expected);
        assert_eq!(facts.output_bytes, 3 + 5 + 7 + 2);
    }

    #[test]
    fn each_text_of_a_stream_is_read_once() {
        let delta = |event: &str, item: u64, delta: &str| json!({"type": event, "output_index": item, "delta": delta});
        let events = [
            json!({"type": "response.created", "response": response("in_progress", &json!([]), &json!(null))}),
            delta("response.reasoning_summary_text.delta", 0, "hmm"),
            delta("response.output_text.delta", 1, "hel"),
            delta("response.output_text.delta", 1, "lo"),
            json!({"type": "response.output_text.done", "text": "hello"}),
            json!({
                "type": "response.output_item.added", "output_index": 3,
                "item": {"type": "function_call", "call_id": "call_1", "name": "now", "arguments": ""}
            }),
            delta("response.function_call_arguments.delta", 3, "{\"a\":1}"),
            json!({"type": "response.audio.transcript.delta", "response_id": "resp_1", "delta": "good"}),
            json!({"type": "response.function_call_arguments.done", "arguments": "{\"a\":1}"}),
            json!({"type": "response.completed", "response": response("completed", &output(), &usage())}),
        ];
        let open = facts(&events[..4]);
        assert_eq!(reasons(&open), [None]);
        assert_eq!(open.usage, Usage::new());
        let facts = facts(&events);
        assert_eq!(facts.id.get(), Some("resp_1"));
        assert_eq!(reasons(&facts), [Some("completed")]);
        assert_eq!(facts.usage.output_tokens(), Some(9));
        assert_eq!(facts.output_bytes, 3 + 5 + 7 + 4);
    }

    #[test]
    fn the_reason_of_an_incomplete_response_is_in_its_details() {
        let mut cut = response("incomplete", &json!([]), &usage());
        cut["incomplete_details"] = json!({"reason": "max_output_tokens"});
        let event = json!({"type": "response.incomplete", "response": cut});
        assert_eq!(reasons(&facts([&event])), [Some("max_output_tokens")]);
    }

    #[test]
    fn the_realtime_apis_reason_is_in_status_details() {
        let details = json!({"type": "incomplete", "reason": "content_filter"});
        let event = json!({"type": "response.done", "response": {
            "object": "realtime.response", "status": "incomplete", "status_details": details
        }});
        assert_eq!(reasons(&facts([&event])), [Some("content_filter")]);
    }

    #[test]
    fn the_usage_of_a_compaction_is_read() {
        let facts = facts([
            &json!({"object": "response.compaction", "id": "resp_1", "output": [], "usage": usage()}),
        ]);
        assert_eq!(facts.id.get(), Some("resp_1"));
        assert_eq!(facts.usage.input_tokens(), Some(20));
        assert!(facts.finish_reasons.is_empty());
    }

    #[test]
    fn a_failed_response_has_no_reason() {
        let failed = response("failed", &json!([]), &json!(null));
        assert_eq!(reasons(&facts([&failed])), [None]);
        let queued = response("queued", &json!([]), &json!(null));
        assert!(facts([&queued]).finish_reasons.is_empty());
    }
}
