//! Captured input in a short form, for tests.

use serde_json::{Value, json};

use super::InputFacts;
use crate::content::{Input, KeptText, OwnedMedia, Part};

/// Facts in which content is captured.
pub(super) fn capturing() -> InputFacts {
    InputFacts {
        bytes: None,
        input: Some(Input::default()),
    }
}

/// The messages: role, name if there is one, and parts.
pub(super) fn messages(facts: &InputFacts) -> Value {
    let messages = facts.input.iter().flat_map(|input| &input.messages);
    messages
        .map(|message| {
            let parts: Vec<_> = message.parts.iter().map(part).collect();
            match &message.name {
                Some(name) => json!([message.role, name, parts]),
                None => json!([message.role, parts]),
            }
        })
        .collect()
}

/// The instructions' parts.
pub(super) fn instructions(facts: &InputFacts) -> Value {
    let instructions = facts.input.iter().flat_map(|input| &input.instructions);
    instructions.map(part).collect()
}

/// The tools: type, name, description, parameters.
pub(super) fn tools(facts: &InputFacts) -> Value {
    let tools = facts.input.iter().flat_map(|input| &input.tools);
    tools
        .map(|tool| {
            let parameters = tool.parameters.as_ref().map(value);
            let description = tool.description.as_ref().map(KeptText::beginning);
            json!([tool.kind, tool.name, description, parameters])
        })
        .collect()
}

fn part(part: &Part) -> Value {
    match part {
        Part::Text(text) => json!(text),
        Part::Reasoning(text) => json!({ "reasoning": text }),
        Part::Stored { stored, .. } => json!({ "stored": stored.part() }),
        Part::Cut(text) => json!({ "cut": [text.beginning(), text.end()] }),
        Part::ToolCall {
            id,
            name,
            arguments,
        } => json!({ "call": [id, name, arguments.as_ref().map(value)] }),
        Part::ToolResponse { id, response } => json!({ "response": [id, value(response)] }),
        Part::ServerToolCall { id, name, call } => json!({ "server": [id, name, value(call)] }),
        Part::ServerToolResponse { id, response } => {
            json!({ "server_response": [id, value(response)] })
        }
        Part::Blob { media, content } => json!({ "blob": shown(media, content.beginning()) }),
        Part::File { media, id } => json!({ "file": shown(media, id) }),
        Part::Uri { media, uri } => json!({ "uri": shown(media, uri.beginning()) }),
        Part::Compaction { id, content } => {
            json!({ "compaction": [id, content.as_ref().map(KeptText::beginning)] })
        }
        Part::Other { kind, properties } => json!({ "other": [kind, value(properties)] }),
    }
}

fn shown(media: &OwnedMedia, content: &str) -> Value {
    json!([media.modality, media.mime_type, content])
}

/// A JSON value, or the text that is none.
fn value(json: &KeptText) -> Value {
    serde_json::from_str(json.beginning()).unwrap_or_else(|_| json!(json.beginning()))
}
