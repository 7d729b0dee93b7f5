//! Input of OpenAI's Responses API in the types of `async-openai`: messages, and items of earlier responses.

use async_openai::types::responses::{
    CustomToolCallOutputOutput, EasyInputContent, FunctionCallOutput, InputContent, InputItem,
    InputParam, InputRole, Item, MessageItem, OutputMessageContent, ReasoningItem,
    ReasoningItemContent, Role, SummaryPart,
};

use super::uncaptured;
use crate::report::json::request::media;
use crate::report::{MessageParts, MessageReport, Messages};

impl MessageReport for InputParam {
    fn report(&self, messages: &mut Messages<'_>) {
        match self {
            Self::Text(text) => MessageReport::report(text, messages),
            Self::Items(items) => MessageReport::report(items, messages),
        }
    }
}

impl MessageReport for InputItem {
    fn report(&self, messages: &mut Messages<'_>) {
        match self {
            // They have no content of their own: the provider stores what they refer to.
            Self::CompactionTrigger(_) | Self::ItemReference(_) => {}
            Self::Program(_) | Self::ProgramOutput(_) => uncaptured::item(self, messages),
            Self::Item(item) => MessageReport::report(item, messages),
            Self::EasyMessage(message) => {
                let sink = messages.message(match message.role {
                    Role::User => "user",
                    Role::Assistant => "assistant",
                    Role::System => "system",
                    Role::Developer => "developer",
                });
                match &message.content {
                    EasyInputContent::Text(text) => sink.text(text),
                    EasyInputContent::ContentList(parts) => parts.iter().fold(sink, part),
                };
            }
        }
    }
}

impl MessageReport for Item {
    fn report(&self, messages: &mut Messages<'_>) {
        match self {
            Self::Message(message) => MessageReport::report(message, messages),
            Self::FunctionCall(call) => {
                let sink = messages.message("assistant");
                sink.tool_call(&call.call_id, &call.name, &call.arguments);
            }
            Self::FunctionCallOutput(output) => {
                let call = output.call_id.as_ref().or(output.id.as_ref());
                let call = call.map(String::as_str);
                match &output.output {
                    FunctionCallOutput::Text(text) => {
                        messages.message("tool").tool_response(call, text);
                    }
                    FunctionCallOutput::Content(parts) => {
                        uncaptured::tool_response(call, parts, messages);
                    }
                }
            }
            Self::CustomToolCall(call) => {
                let sink = messages.message("assistant");
                sink.tool_call(&call.call_id, &call.name, &call.input);
            }
            Self::CustomToolCallOutput(output) => match &output.output {
                CustomToolCallOutputOutput::Text(text) => {
                    let sink = messages.message("tool");
                    sink.tool_response(&output.call_id, text);
                }
                CustomToolCallOutputOutput::List(parts) => {
                    uncaptured::tool_response(Some(&output.call_id), parts, messages);
                }
            },
            Self::ComputerCallOutput(output) => {
                uncaptured::tool_response(Some(&output.call_id), &output.output, messages);
            }
            Self::LocalShellCallOutput(output) => {
                let sink = messages.message("tool");
                sink.tool_response(&output.id, &output.output);
            }
            Self::Reasoning(item) => reasoning(item, messages),
            // Its content is encrypted.
            Self::Compaction(item) => {
                let sink = messages.message("assistant");
                sink.compaction(&item.id, None::<&str>);
            }
            _ => uncaptured::item(self, messages),
        }
    }
}

impl MessageReport for MessageItem {
    fn report(&self, messages: &mut Messages<'_>) {
        match self {
            Self::Input(message) => {
                let sink = messages.message(match message.role {
                    InputRole::User => "user",
                    InputRole::System => "system",
                    InputRole::Developer => "developer",
                });
                let _sink = message.content.iter().fold(sink, part);
            }
            Self::Output(message) => {
                let sink = messages.message("assistant");
                let _sink = message.content.iter().fold(sink, |sink, part| match part {
                    OutputMessageContent::OutputText(part) => sink.text(&part.text),
                    OutputMessageContent::Refusal(part) => sink.text(&part.refusal),
                });
            }
        }
    }
}

fn part<'m>(sink: MessageParts<'m>, part: &InputContent) -> MessageParts<'m> {
    match part {
        InputContent::InputText(part) => sink.text(&part.text),
        InputContent::InputImage(part) => {
            let image = [part.file_id.as_deref(), None, part.image_url.as_deref()];
            media::file("image", image, sink)
        }
        InputContent::InputFile(part) => {
            let file = [&part.file_id, &part.file_data, &part.file_url];
            media::file("document", file.map(Option::as_deref), sink)
        }
    }
}

fn reasoning(item: &ReasoningItem, messages: &mut Messages<'_>) {
    let sink = messages.message("assistant");
    let summary = item.summary.iter();
    let sink = summary.fold(sink, |sink, SummaryPart::SummaryText(part)| {
        sink.reasoning(&part.text)
    });
    let content = item.content.iter().flatten();
    let _sink = content.fold(sink, |sink, ReasoningItemContent::ReasoningText(part)| {
        sink.reasoning(&part.text)
    });
}
