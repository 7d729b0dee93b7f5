//! Input messages of chat completions in the types of `async-openai`.

use async_openai::types::chat::{
    ChatCompletionMessageToolCalls as ToolCall, ChatCompletionRequestAssistantMessage,
    ChatCompletionRequestAssistantMessageContent as AssistantContent,
    ChatCompletionRequestAssistantMessageContentPart as AssistantPart,
    ChatCompletionRequestDeveloperMessageContent as DeveloperContent,
    ChatCompletionRequestDeveloperMessageContentPart as DeveloperPart,
    ChatCompletionRequestMessage, ChatCompletionRequestSystemMessageContent as SystemContent,
    ChatCompletionRequestSystemMessageContentPart as SystemPart,
    ChatCompletionRequestToolMessageContent as ToolContent,
    ChatCompletionRequestUserMessageContent as UserContent,
    ChatCompletionRequestUserMessageContentPart as UserPart, FileObject, InputAudioFormat,
};

use super::uncaptured;
use crate::report::json::request::media;
use crate::report::{MessageParts, MessageReport, Messages};

impl MessageReport for ChatCompletionRequestMessage {
    fn report(&self, messages: &mut Messages<'_>) {
        match self {
            Self::Developer(message) => {
                let sink = messages.message("developer").name(&message.name);
                match &message.content {
                    DeveloperContent::Text(text) => sink.text(text),
                    DeveloperContent::Array(parts) => {
                        let parts = parts.iter();
                        parts.fold(sink, |sink, DeveloperPart::Text(part)| {
                            sink.text(&part.text)
                        })
                    }
                };
            }
            Self::System(message) => {
                let sink = messages.message("system").name(&message.name);
                match &message.content {
                    SystemContent::Text(text) => sink.text(text),
                    SystemContent::Array(parts) => {
                        let parts = parts.iter();
                        parts.fold(sink, |sink, SystemPart::Text(part)| sink.text(&part.text))
                    }
                };
            }
            Self::User(message) => {
                let sink = messages.message("user").name(&message.name);
                match &message.content {
                    UserContent::Text(text) => sink.text(text),
                    UserContent::Array(parts) => parts.iter().fold(sink, user_part),
                };
            }
            Self::Assistant(message) => assistant(message, messages),
            Self::Tool(message) => match &message.content {
                ToolContent::Text(text) => {
                    let sink = messages.message("tool");
                    sink.tool_response(&message.tool_call_id, text);
                }
                ToolContent::Array(parts) => {
                    uncaptured::tool_response(Some(&message.tool_call_id), parts, messages);
                }
            },
            Self::Function(message) => {
                let sink = messages.message("function").name(&message.name);
                sink.tool_response(None::<&str>, message.content.as_deref().unwrap_or_default());
            }
        }
    }
}

fn user_part<'m>(sink: MessageParts<'m>, part: &UserPart) -> MessageParts<'m> {
    match part {
        UserPart::Text(part) => sink.text(&part.text),
        UserPart::ImageUrl(part) => media::at_url("image", Some(&part.image_url.url), sink),
        UserPart::InputAudio(part) => {
            let mime_type = match part.input_audio.format {
                InputAudioFormat::Wav => "audio/wav",
                InputAudioFormat::Mp3 => "audio/mpeg",
            };
            sink.blob("audio", mime_type, &part.input_audio.data)
        }
        UserPart::File(part) => {
            let FileObject {
                file_data, file_id, ..
            } = &part.file;
            let file = [file_id.as_deref(), file_data.as_deref(), None];
            media::file("document", file, sink)
        }
    }
}

#[expect(
    deprecated,
    reason = "histories still hold the form that tool calls have replaced"
)]
fn assistant(message: &ChatCompletionRequestAssistantMessage, messages: &mut Messages<'_>) {
    let sink = messages.message("assistant").name(&message.name);
    let sink = match &message.content {
        // Some clients send an empty text beside tool calls.
        Some(AssistantContent::Text(text)) if !text.is_empty() => sink.text(text),
        Some(AssistantContent::Array(parts)) => parts.iter().fold(sink, |sink, part| match part {
            AssistantPart::Text(part) => sink.text(&part.text),
            AssistantPart::Refusal(part) => sink.text(&part.refusal),
        }),
        Some(AssistantContent::Text(_)) | None => sink,
    };
    let sink = sink.text(&message.refusal);
    let audio = message.audio.as_ref().map(|audio| &audio.id);
    let sink = sink.file("audio", None::<&str>, audio);
    let calls = message.tool_calls.iter().flatten();
    let sink = calls.fold(sink, |sink, call| match call {
        ToolCall::Function(call) => {
            sink.tool_call(&call.id, &call.function.name, &call.function.arguments)
        }
        ToolCall::Custom(call) => {
            sink.tool_call(&call.id, &call.custom_tool.name, &call.custom_tool.input)
        }
    });
    if let Some(call) = &message.function_call {
        sink.tool_call(None::<&str>, &call.name, &call.arguments);
    }
}
