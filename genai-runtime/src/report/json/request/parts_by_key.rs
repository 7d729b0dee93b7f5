//! The parts of a message that have no `type` but a key of that name: Gemini's and Bedrock's.

use serde_json::Value;

use super::{at, elements, media, parts, text};
use crate::report::MessageParts;

pub(super) fn report<'m>(part: &Value, says: MessageParts<'m>) -> MessageParts<'m> {
    let is_thought = part.get("thought").and_then(Value::as_bool) == Some(true);
    if let Some(written) = at(part, &["text"]) {
        return if is_thought {
            says.reasoning(written)
        } else {
            says.text(written)
        };
    }
    let entries = part.as_object().into_iter().flatten();
    entries.fold(says, |says, (key, value)| entry(key, value, says))
}

fn entry<'m>(key: &str, value: &Value, says: MessageParts<'m>) -> MessageParts<'m> {
    match key {
        "inlineData" | "inline_data" => {
            let mime_type = mime_type(value);
            let modality = media::modality_of(mime_type, "document");
            says.blob(modality, mime_type, value.get("data"))
        }
        "fileData" | "file_data" => {
            let mime_type = mime_type(value);
            let modality = media::modality_of(mime_type, "document");
            let uri = at(value, &["fileUri"]).or_else(|| at(value, &["file_uri"]));
            says.uri(modality, mime_type, uri)
        }
        "functionCall" | "function_call" => {
            says.tool_call_json(text(value, "id"), text(value, "name"), value.get("args"))
        }
        "functionResponse" | "function_response" => {
            parts::tool_response(text(value, "id"), value.get("response"), says)
        }
        "image" | "document" | "audio" | "video" => media::with_format(key, value, says),
        "toolUse" => {
            let (id, name) = (text(value, "toolUseId"), text(value, "name"));
            says.tool_call_json(id, name, value.get("input"))
        }
        "toolResult" => parts::tool_response(text(value, "toolUseId"), value.get("content"), says),
        "reasoningContent" => says.reasoning(at(value, &["reasoningText", "text"])),
        "guardContent" => {
            let says = says.text(at(value, &["text", "text"]));
            match at(value, &["image"]) {
                Some(image) => media::with_format("image", image, says),
                None => says,
            }
        }
        "citationsContent" => {
            let content = elements(value.get("content"));
            content.fold(says, |says, part| says.text(part.get("text")))
        }
        _ if SILENT.contains(&key) => says,
        _ if value.is_object() => says.other(key, value),
        _ => says,
    }
}

/// The keys without content, and those that describe the part beside them.
const SILENT: [&str; 6] = [
    "cachePoint",
    "thought",
    "thoughtSignature",
    "thought_signature",
    "videoMetadata",
    "video_metadata",
];

fn mime_type(value: &Value) -> Option<&str> {
    text(value, "mimeType").or_else(|| text(value, "mime_type"))
}
