//! The texts in the events of a Responses stream. Most servers send each text in deltas and then whole; the whole text
//! is read only if no deltas came.

use async_openai::types::responses::ResponseStreamEvent as Event;

use crate::content::Place;
use crate::report::{CHOICE, Response};

/// What a text is a part of.
#[derive(Clone, Copy)]
enum Part {
    Text,
    Reasoning,
    /// The part of a summary at an index.
    Summary(u32),
    Arguments,
}

pub(super) fn report(event: &Event, response: &mut Response<'_>) {
    match event {
        Event::ResponseOutputTextDelta(event) => {
            fragment(Part::Text, event.output_index, &event.delta, response);
        }
        Event::ResponseRefusalDelta(event) => {
            fragment(Part::Text, event.output_index, &event.delta, response);
        }
        Event::ResponseAudioTranscriptDelta(event) => {
            response.text(CHOICE, &event.delta);
        }
        Event::ResponseReasoningTextDelta(event) => {
            fragment(Part::Reasoning, event.output_index, &event.delta, response);
        }
        Event::ResponseReasoningSummaryTextDelta(event) => {
            let part = Part::Summary(event.summary_index);
            fragment(part, event.output_index, &event.delta, response);
        }
        Event::ResponseFunctionCallArgumentsDelta(event) => {
            fragment(Part::Arguments, event.output_index, &event.delta, response);
        }
        Event::ResponseCustomToolCallInputDelta(event) => {
            fragment(Part::Arguments, event.output_index, &event.delta, response);
        }
        Event::ResponseOutputTextDone(event) => {
            whole(Part::Text, event.output_index, &event.text, response);
        }
        Event::ResponseRefusalDone(event) => {
            whole(Part::Text, event.output_index, &event.refusal, response);
        }
        Event::ResponseReasoningTextDone(event) => {
            whole(Part::Reasoning, event.output_index, &event.text, response);
        }
        Event::ResponseReasoningSummaryTextDone(event) => {
            let part = Part::Summary(event.summary_index);
            whole(part, event.output_index, &event.text, response);
        }
        Event::ResponseFunctionCallArgumentsDone(event) => {
            whole(
                Part::Arguments,
                event.output_index,
                &event.arguments,
                response,
            );
        }
        Event::ResponseCustomToolCallInputDone(event) => {
            whole(Part::Arguments, event.output_index, &event.input, response);
        }
        _ => {}
    }
}

fn fragment(part: Part, output_index: u32, text: &str, response: &mut Response<'_>) {
    if let Ok(position) = usize::try_from(output_index)
        && !text.is_empty()
    {
        response.item_has_fragments(position);
        say(part, position, text, response);
    }
}

fn whole(part: Part, output_index: u32, text: &str, response: &mut Response<'_>) {
    if let Ok(position) = usize::try_from(output_index)
        && !text.is_empty()
        && response.takes_whole_text(position)
    {
        say(part, position, text, response);
    }
}

fn say(part: Part, position: usize, text: &str, response: &mut Response<'_>) {
    let place = Place::of_item(position);
    match part {
        Part::Text => drop(response.text_at(CHOICE, place, text)),
        Part::Reasoning => drop(response.reasoning_at(CHOICE, place, text)),
        Part::Summary(index) => {
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            response.reasoning_at(CHOICE, Place::of_summary(position, index), text);
        }
        Part::Arguments => drop(response.tool_call(CHOICE, position).arguments(text)),
    }
}

#[cfg(all(test, feature = "content"))]
mod tests {
    use async_openai::types::responses::ResponseStreamEvent;
    use serde_json::{Value, json};

    use crate::report::json::facts::parts;

    #[test]
    fn each_item_and_each_part_of_a_summary_is_a_separate_text() {
        let event = |kind: &str, item: u64, part: u64, delta: &str| {
            let event = json!({
                "type": kind, "sequence_number": 1, "item_id": "i", "output_index": item,
                "content_index": 0, "summary_index": part, "delta": delta, "logprobs": null
            });
            serde_json::from_value::<ResponseStreamEvent>(event)
        };
        let summary = "response.reasoning_summary_text.delta";
        let text = "response.output_text.delta";
        let events = [
            event(summary, 0, 0, "one"),
            event(summary, 0, 1, "t"),
            event(summary, 0, 1, "wo"),
            event("response.reasoning_text.delta", 0, 0, "three"),
            event(text, 1, 0, "fir"),
            event(text, 1, 0, "st"),
            event(text, 2, 0, "second"),
        ];
        let events: Result<Vec<_>, _> = events.into_iter().collect();
        let part = |kind: &str, text: &str| json!({"type": kind, "content": text});
        let expected: Value = json!([
            part("reasoning", "one"),
            part("reasoning", "two"),
            part("reasoning", "three"),
            part("text", "first"),
            part("text", "second"),
        ]);
        assert_eq!(parts(&events.unwrap()), expected);
    }
}
