//! The parts of a message that have a `type`: OpenAI's, Anthropic's, Mistral's, Cohere's.

use serde_json::Value;

use super::{at, elements, media, parts_by_key, text};
use crate::report::MessageParts;

/// The content of a message: a text, a part, or a list of them.
pub(super) fn content<'m>(content: Option<&Value>, sink: MessageParts<'m>) -> MessageParts<'m> {
    match content {
        // Some clients send an empty text beside tool calls.
        Some(Value::String(text)) if text.is_empty() => sink,
        Some(Value::Array(parts)) => parts.iter().fold(sink, |sink, one| part(one, sink)),
        Some(one) => part(one, sink),
        None => sink,
    }
}

fn part<'m>(part: &Value, sink: MessageParts<'m>) -> MessageParts<'m> {
    match (part, text(part, "type")) {
        (Value::String(text), _) => sink.text(text),
        (Value::Object(_), Some(kind)) => typed(kind, part, sink),
        (Value::Object(_), None) => parts_by_key::report(part, sink),
        _ => sink,
    }
}

fn typed<'m>(kind: &str, part: &Value, sink: MessageParts<'m>) -> MessageParts<'m> {
    match kind {
        "text" | "input_text" | "output_text" => sink.text(part.get("text")),
        "refusal" => sink.text(part.get("refusal")),
        "thinking" => reasoning(part.get("thinking"), sink),
        "reasoning_text" | "summary_text" => sink.reasoning(part.get("text")),
        "image_url" | "video_url" | "audio_url" | "document_url" => {
            let modality = kind.trim_end_matches("_url");
            media::at_url(modality, part.get(kind).and_then(media::url), sink)
        }
        "input_image" => {
            let url = part.get("image_url").and_then(media::url);
            media::file("image", [text(part, "file_id"), None, url], sink)
        }
        "input_file" | "file" => {
            let file = part.get("file").unwrap_or(part);
            let keys = ["file_id", "file_data", "file_url"];
            media::file("document", keys.map(|key| text(file, key)), sink)
        }
        "container_upload" => sink.file("document", None::<&str>, part.get("file_id")),
        "input_audio" => media::audio(at(part, &["input_audio"]), sink),
        "image" | "document" if part.get("source").is_some() => {
            let source = part.get("source").unwrap_or(part);
            media::source(kind, source, sink)
        }
        "tool_use" => sink.tool_call_json(text(part, "id"), text(part, "name"), part.get("input")),
        "tool_result" => tool_response(text(part, "tool_use_id"), part.get("content"), sink),
        "server_tool_use" | "mcp_tool_use" => {
            sink.server_tool_call(text(part, "id"), text(part, "name"), part)
        }
        kind if kind.ends_with("_tool_result") => {
            sink.server_tool_response(text(part, "tool_use_id"), part)
        }
        "compaction" => sink.compaction(text(part, "id"), part.get("content")),
        _ => sink.other(kind, part),
    }
}

/// Thinking that is one text, or a list of parts (Mistral).
pub(super) fn reasoning<'m>(thinking: Option<&Value>, sink: MessageParts<'m>) -> MessageParts<'m> {
    let sink = sink.reasoning(thinking);
    elements(thinking).fold(sink, |sink, part| sink.reasoning(part.get("text")))
}

/// The result of a tool: a text, or a JSON value.
pub(super) fn tool_response<'m>(
    id: Option<&str>,
    response: Option<&Value>,
    sink: MessageParts<'m>,
) -> MessageParts<'m> {
    match response {
        None | Some(Value::Null) => sink.tool_response(id, ""),
        Some(Value::String(text)) => sink.tool_response(id, text),
        Some(value) => sink.tool_response_json(id, value),
    }
}

/// A tool call, whose arguments are JSON in a string, or a JSON value.
pub(super) fn tool_call<'m>(
    id: Option<&str>,
    name: Option<&str>,
    arguments: Option<&Value>,
    sink: MessageParts<'m>,
) -> MessageParts<'m> {
    match arguments {
        Some(Value::String(text)) => sink.tool_call(id, name, text),
        arguments => sink.tool_call_json(id, name, arguments.filter(|value| !value.is_null())),
    }
}
