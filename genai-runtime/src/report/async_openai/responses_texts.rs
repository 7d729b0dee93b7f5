//! The texts that the events of a Responses stream say. Most servers say each twice, in fragments and then whole: what is whole
//! is read where no fragments came.

use async_openai::types::responses::ResponseStreamEvent as Event;

use crate::report::{CHOICE, Response};

/// What a text is a part of.
#[derive(Clone, Copy)]
enum Part {
    Text,
    Reasoning,
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
            fragment(Part::Reasoning, event.output_index, &event.delta, response);
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
            whole(Part::Reasoning, event.output_index, &event.text, response);
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
    match part {
        Part::Text => drop(response.text(CHOICE, text)),
        Part::Reasoning => drop(response.reasoning(CHOICE, text)),
        Part::Arguments => drop(response.tool_call(CHOICE, position).arguments(text)),
    }
}
