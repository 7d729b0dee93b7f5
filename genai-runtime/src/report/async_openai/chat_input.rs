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
                let says = messages.message("developer").name(&message.name);
                match &message.content {
                    DeveloperContent::Text(text) => says.text(text),
                    DeveloperContent::Array(parts) => {
                        let parts = parts.iter();
                        parts.fold(says, |says, DeveloperPart::Text(part)| {
                            says.text(&part.text)
                        })
                    }
                };
            }
            Self::System(message) => {
                let says = messages.message("system").name(&message.name);
                match &message.content {
                    SystemContent::Text(text) => says.text(text),
                    SystemContent::Array(parts) => {
                        let parts = parts.iter();
                        parts.fold(says, |says, SystemPart::Text(part)| says.text(&part.text))
                    }
                };
            }
            Self::User(message) => {
                let says = messages.message("user").name(&message.name);
                match &message.content {
                    UserContent::Text(text) => says.text(text),
                    UserContent::Array(parts) => parts.iter().fold(says, user_part),
                };
            }
            Self::Assistant(message) => assistant(message, messages),
            Self::Tool(message) => match &message.content {
                ToolContent::Text(text) => {
                    let says = messages.message("tool");
                    says.tool_response(&message.tool_call_id, text);
                }
                ToolContent::Array(parts) => {
                    uncaptured::tool_response(Some(&message.tool_call_id), parts, messages);
                }
            },
            Self::Function(message) => {
                let says = messages.message("function").name(&message.name);
                says.tool_response(None::<&str>, message.content.as_deref().unwrap_or_default());
            }
        }
    }
}

fn user_part<'m>(says: MessageParts<'m>, part: &UserPart) -> MessageParts<'m> {
    match part {
        UserPart::Text(part) => says.text(&part.text),
        UserPart::ImageUrl(part) => media::at_url("image", Some(&part.image_url.url), says),
        UserPart::InputAudio(part) => {
            let mime_type = match part.input_audio.format {
                InputAudioFormat::Wav => "audio/wav",
                InputAudioFormat::Mp3 => "audio/mpeg",
            };
            says.blob("audio", mime_type, &part.input_audio.data)
        }
        UserPart::File(part) => {
            let FileObject {
                file_data, file_id, ..
            } = &part.file;
            let file = [file_id.as_deref(), file_data.as_deref(), None];
            media::file("document", file, says)
        }
    }
}

#[expect(
    deprecated,
    reason = "histories still hold the form that tool calls have replaced"
)]
fn assistant(message: &ChatCompletionRequestAssistantMessage, messages: &mut Messages<'_>) {
    let says = messages.message("assistant").name(&message.name);
    let says = match &message.content {
        // Some clients send an empty text beside tool calls.
        Some(AssistantContent::Text(text)) if !text.is_empty() => says.text(text),
        Some(AssistantContent::Array(parts)) => parts.iter().fold(says, |says, part| match part {
            AssistantPart::Text(part) => says.text(&part.text),
            AssistantPart::Refusal(part) => says.text(&part.refusal),
        }),
        Some(AssistantContent::Text(_)) | None => says,
    };
    let says = says.text(&message.refusal);
    let audio = message.audio.as_ref().map(|audio| &audio.id);
    let says = says.file("audio", None::<&str>, audio);
    let calls = message.tool_calls.iter().flatten();
    let says = calls.fold(says, |says, call| match call {
        ToolCall::Function(call) => {
            says.tool_call(&call.id, &call.function.name, &call.function.arguments)
        }
        ToolCall::Custom(call) => {
            says.tool_call(&call.id, &call.custom_tool.name, &call.custom_tool.input)
        }
    });
    if let Some(call) = &message.function_call {
        says.tool_call(None::<&str>, &call.name, &call.arguments);
    }
}
