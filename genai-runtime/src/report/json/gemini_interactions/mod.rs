//! Gemini's Interactions API: whole interactions, and the events of their streams.

mod shape;

use serde_json::Value;

use super::{Sum, arguments, at, elements, index, is_empty_object, text};
use crate::content::Place;
use crate::report::{CHOICE, Response};
pub(super) use shape::is_step;
use shape::{is_end, is_interaction, is_open};

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    if let Some(event) = text(value, "event_type") {
        return report_event(event, value, response);
    }
    if !is_interaction(value) {
        return false;
    }
    // An interaction in the background is polled: no finish reason is missing before it has ended.
    if !text(value, "status").is_some_and(is_open) {
        report_end(value, response);
    }
    report_head(value, response);
    for (position, step) in elements(value.get("steps")).enumerate() {
        report_step(position, step, response);
    }
    true
}

fn report_event(event: &str, value: &Value, response: &mut Response<'_>) -> bool {
    match event {
        "step.start" => {
            if let Some(position) = index(value, "index", 0)
                && let Some(step) = at(value, &["step"])
            {
                report_start(position, step, response);
            }
        }
        "step.delta" => {
            if let Some(position) = index(value, "index", 0)
                && let Some(delta) = at(value, &["delta"])
            {
                report_delta(position, delta, response);
            }
        }
        // The `interaction` of these events has no steps.
        "interaction.created" | "interaction.status_update" | "interaction.completed" => {
            if let Some(interaction) = at(value, &["interaction"]) {
                report_end(interaction, response);
                report_head(interaction, response);
            }
        }
        "step.stop" => {}
        _ => return false,
    }
    true
}

/// The first event of a step; deltas follow.
fn report_start(position: usize, step: &Value, response: &mut Response<'_>) {
    match text(step, "type") {
        Some("model_output") => report_step(position, step, response),
        Some("function_call") => {
            let call = response.tool_call(CHOICE, position);
            let call = call.id(text(step, "id")).name(text(step, "name"));
            // The arguments are `{}` until their deltas come.
            let known = at(step, &["arguments"]).filter(|known| !is_empty_object(known));
            arguments(call, known);
        }
        _ => {}
    }
}

fn report_delta(position: usize, delta: &Value, response: &mut Response<'_>) {
    let place = Place::of_item(position);
    match text(delta, "type") {
        Some("text") => {
            response.text_at(CHOICE, place, delta.get("text"));
        }
        Some("thought_summary") => {
            response.reasoning_at(CHOICE, place, at(delta, &["content", "text"]));
        }
        Some("arguments_delta") => {
            let fragment = delta
                .get("arguments")
                .or_else(|| delta.get("partial_arguments"));
            response.tool_call(CHOICE, position).arguments(fragment);
        }
        _ => {}
    }
}

fn report_end(interaction: &Value, response: &mut Response<'_>) {
    let status = text(interaction, "status");
    response.finish_reason(CHOICE, status.filter(|status| is_end(status)));
}

fn report_head(interaction: &Value, response: &mut Response<'_>) {
    response
        .id(text(interaction, "id"))
        .model(text(interaction, "model"));
    if let Some(usage) = at(interaction, &["usage"]) {
        report_usage(usage, response);
    }
}

/// A whole step. Those of the provider's own tools are not reported: the provider runs them itself.
fn report_step(position: usize, step: &Value, response: &mut Response<'_>) {
    let place = Place::of_item(position);
    match text(step, "type") {
        Some("model_output") => {
            for part in elements(step.get("content")) {
                response.text_at(CHOICE, place, part.get("text"));
            }
        }
        Some("thought") => {
            for part in elements(step.get("summary")) {
                response.reasoning_at(CHOICE, place, part.get("text"));
            }
        }
        Some("function_call") => {
            let call = response.tool_call(CHOICE, position);
            let call = call.id(text(step, "id")).name(text(step, "name"));
            arguments(call, step.get("arguments"));
        }
        _ => {}
    }
}

/// `total_output_tokens` does not include thoughts, nor does `total_input_tokens` include what the provider's own tools
/// add to the prompt.
fn report_usage(usage: &Value, response: &mut Response<'_>) {
    let thoughts = usage.get("total_thought_tokens");
    let input = usage.get("total_input_tokens");
    response
        .input_tokens(Sum(input, usage.get("total_tool_use_tokens")))
        .output_tokens(Sum(usage.get("total_output_tokens"), thoughts))
        .cache_read_tokens(usage.get("total_cached_tokens"))
        .reasoning_tokens(thoughts);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    #[cfg(feature = "content")]
    use crate::report::json::facts::parts;
    use crate::report::json::facts::{facts, reasons};
    use crate::report::{ResponseFacts, Usage};

    fn usage() -> Value {
        json!({
            "total_input_tokens": 9, "total_output_tokens": 779, "total_thought_tokens": 912,
            "total_tool_use_tokens": 5, "total_cached_tokens": 4, "total_tokens": 1705
        })
    }

    fn assert_is_whole(facts: &ResponseFacts) {
        assert_eq!(facts.id.get(), Some("v1_a"));
        assert_eq!(facts.model.as_deref(), Some("gemini-3.5-flash"));
        assert_eq!(reasons(facts), [Some("requires_action")]);
        let expected = Usage::new()
            .input(14)
            .output(1691)
            .cache_read(4)
            .reasoning(912);
        assert_eq!(facts.usage, expected);
        assert_eq!(facts.output_bytes, 3 + 5 + 7);
    }

    #[test]
    fn a_whole_interaction_is_read() {
        assert_is_whole(&facts([&json!({
            "id": "v1_a", "status": "requires_action", "model": "gemini-3.5-flash", "usage": usage(),
            "steps": [
                {"type": "user_input", "content": [{"type": "text", "text": "a question"}]},
                {"type": "thought", "signature": "c2ln", "summary": [{"type": "text", "text": "hmm"}]},
                {"type": "model_output", "content": [{"type": "text", "text": "hello"}]},
                {"type": "function_call", "id": "c", "name": "now", "arguments": {"a": 1}}
            ]
        })]));
    }

    #[test]
    fn an_unfinished_interaction_in_the_background_is_not_a_failure() {
        for status in ["queued", "in_progress"] {
            let interaction = json!({"object": "interaction", "id": "v1_a", "status": status});
            let open = facts([&interaction]);
            assert_eq!(open.id.get(), Some("v1_a"));
            assert!(open.finish_reasons.is_empty(), "{status}");
            // A stream that breaks off has failed.
            let event = json!({"event_type": "interaction.created", "interaction": interaction});
            assert_eq!(reasons(&facts([&event])), [None], "{status}");
        }
    }

    #[test]
    fn the_events_of_a_stream_add_up_to_the_whole_interaction() {
        let delta = |index: u64, delta: Value| json!({"event_type": "step.delta", "index": index, "delta": delta});
        let start = |index: u64, step: Value| json!({"event_type": "step.start", "index": index, "step": step});
        let events = [
            json!({"event_type": "interaction.created", "interaction": {
                "id": "v1_a", "object": "interaction", "status": "in_progress", "model": "gemini-3.5-flash"
            }}),
            start(0, json!({"type": "thought"})),
            delta(
                0,
                json!({"type": "thought_summary", "content": {"type": "text", "text": "hmm"}}),
            ),
            json!({"event_type": "step.stop", "index": 0}),
            start(
                1,
                json!({"type": "model_output", "content": [{"type": "text", "text": "he"}]}),
            ),
            delta(1, json!({"type": "text", "text": "llo"})),
            start(
                2,
                json!({"type": "function_call", "id": "c", "name": "now", "arguments": {}}),
            ),
            delta(
                2,
                json!({"type": "arguments_delta", "arguments": "{\"a\":"}),
            ),
            delta(
                2,
                json!({"type": "arguments_delta", "partial_arguments": "1}"}),
            ),
            json!({"event_type": "interaction.completed", "interaction": {
                "id": "v1_a", "status": "requires_action", "usage": usage()
            }}),
        ];
        assert_eq!(reasons(&facts(&events[..3])), [None]);
        assert_is_whole(&facts(&events));
    }

    #[cfg(feature = "content")]
    #[test]
    fn the_text_of_each_step_is_a_separate_part() {
        let output = |text: &str| json!({"type": "model_output", "content": [{"type": "text", "text": text}]});
        let whole = json!({"object": "interaction", "steps": [output("first"), output("second")]});
        let start = |index: u64, text: &str| json!({"event_type": "step.start", "index": index, "step": output(text)});
        let delta = |index: u64, text: &str| json!({"event_type": "step.delta", "index": index, "delta": {"type": "text", "text": text}});
        let events = [
            start(0, "fir"),
            delta(0, "st"),
            start(1, "sec"),
            delta(1, "ond"),
        ];
        let texts = json!([
            {"type": "text", "content": "first"}, {"type": "text", "content": "second"}
        ]);
        assert_eq!(parts([&whole]), texts);
        assert_eq!(parts(&events), texts);
    }

    #[test]
    fn an_error_in_the_middle_of_a_stream_is_reported() {
        let event = json!({"event_type": "error", "event_id": "e", "error": {"code": "gateway_timeout", "message": "oh"}});
        assert_eq!(facts([&event]).error.unwrap().class, "gateway_timeout");
    }
}
