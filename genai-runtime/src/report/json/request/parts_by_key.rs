//! The parts of a message that have no `type` but a key of that name: Gemini's and Bedrock's.

use serde_json::Value;

use super::{at, elements, media, parts, text};
use crate::report::MessageParts;

pub(super) fn report<'m>(part: &Value, sink: MessageParts<'m>) -> MessageParts<'m> {
    let is_thought = part.get("thought").and_then(Value::as_bool) == Some(true);
    if let Some(written) = at(part, &["text"]) {
        return if is_thought {
            sink.reasoning(written)
        } else {
            sink.text(written)
        };
    }
    let entries = part.as_object().into_iter().flatten();
    entries.fold(sink, |sink, (key, value)| entry(key, value, sink))
}

fn entry<'m>(key: &str, value: &Value, sink: MessageParts<'m>) -> MessageParts<'m> {
    match key {
        "inlineData" | "inline_data" => {
            let mime_type = mime_type(value);
            let modality = media::modality_of(mime_type, "document");
            sink.blob(modality, mime_type, value.get("data"))
        }
        "fileData" | "file_data" => {
            let mime_type = mime_type(value);
            let modality = media::modality_of(mime_type, "document");
            let uri = at(value, &["fileUri"]).or_else(|| at(value, &["file_uri"]));
            sink.uri(modality, mime_type, uri)
        }
        "functionCall" | "function_call" => {
            sink.tool_call_json(text(value, "id"), text(value, "name"), value.get("args"))
        }
        "functionResponse" | "function_response" => {
            parts::tool_response(text(value, "id"), value.get("response"), sink)
        }
        "image" | "document" | "audio" | "video" => media::with_format(key, value, sink),
        "toolUse" => {
            let (id, name) = (text(value, "toolUseId"), text(value, "name"));
            sink.tool_call_json(id, name, value.get("input"))
        }
        "toolResult" => parts::tool_response(text(value, "toolUseId"), value.get("content"), sink),
        "reasoningContent" => sink.reasoning(at(value, &["reasoningText", "text"])),
        "guardContent" => {
            let sink = sink.text(at(value, &["text", "text"]));
            match at(value, &["image"]) {
                Some(image) => media::with_format("image", image, sink),
                None => sink,
            }
        }
        "citationsContent" => {
            let content = elements(value.get("content"));
            content.fold(sink, |sink, part| sink.text(part.get("text")))
        }
        _ if SILENT.contains(&key) => sink,
        _ if value.is_object() => sink.other(key, value),
        _ => sink,
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
