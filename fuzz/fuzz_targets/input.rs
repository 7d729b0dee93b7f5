//! Arbitrary conversations, tools, documents and arguments within arbitrary budgets render as JSON that follows the
//! conventions' schemas and fits.

#![no_main]

use genai_runtime::__fuzz::{Conversation, Piece, arguments, documents};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    part: u16,
    total: u16,
    messages: Vec<Message<'a>>,
    instructions: Vec<&'a str>,
    tools: Vec<Tool<'a>>,
    documents: Vec<(Option<&'a str>, Option<f64>, &'a str)>,
    arguments: &'a str,
}

#[derive(Debug, Arbitrary)]
struct Message<'a> {
    role: &'a str,
    name: Option<&'a str>,
    parts: Vec<Part<'a>>,
}

#[derive(Debug, Arbitrary)]
enum Part<'a> {
    Text(&'a str),
    Reasoning(&'a str),
    ToolCall(Option<&'a str>, &'a str, Option<&'a str>),
    ToolResponse(Option<&'a str>, &'a str),
    Blob(&'a str, Option<&'a str>, &'a str),
    File(&'a str, Option<&'a str>, &'a str),
    Uri(&'a str, Option<&'a str>, &'a str),
    Compaction(Option<&'a str>, Option<&'a str>),
    Other(&'a str, &'a str),
    ServerToolCall(Option<&'a str>, &'a str, &'a str),
    ServerToolResponse(Option<&'a str>, &'a str),
}

#[derive(Debug, Arbitrary)]
enum Tool<'a> {
    Function(&'a str, Option<&'a str>, Option<&'a str>),
    Other(&'a str, &'a str),
}

impl Part<'_> {
    fn is_never_left_out(&self) -> bool {
        !matches!(
            self,
            Self::Other(..) | Self::ServerToolCall(..) | Self::ServerToolResponse(..)
        )
    }
}

impl Tool<'_> {
    fn is_never_left_out(&self) -> bool {
        matches!(self, Self::Function(_, _, None) | Self::Other(..))
    }
}

/// Parses a text as JSON; other texts become strings.
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

fn conversation(input: &Input<'_>) -> Conversation {
    let mut conversation = Conversation::new();
    let mut messages = conversation.messages();
    for message in &input.messages {
        let parts = messages.message(message.role).name(message.name);
        message.parts.iter().fold(parts, |parts, part| match *part {
            Part::Text(text) => parts.text(text),
            Part::Reasoning(text) => parts.reasoning(text),
            Part::ToolCall(id, name, arguments) => parts.tool_call(id, name, arguments),
            Part::ToolResponse(id, response) => parts.tool_response(id, response),
            Part::Blob(modality, mime_type, content) => parts.blob(modality, mime_type, content),
            Part::File(modality, mime_type, id) => parts.file(modality, mime_type, id),
            Part::Uri(modality, mime_type, uri) => parts.uri(modality, mime_type, uri),
            Part::Compaction(id, content) => parts.compaction(id, content),
            Part::Other(kind, properties) => parts.other(kind, &json(properties)),
            Part::ServerToolCall(id, name, call) => parts.server_tool_call(id, name, &json(call)),
            Part::ServerToolResponse(id, response) => {
                parts.server_tool_response(id, &json(response))
            }
        });
    }
    for text in &input.instructions {
        conversation.instructions().message("system").text(*text);
    }
    let mut tools = conversation.tools();
    for tool in &input.tools {
        match *tool {
            Tool::Function(name, description, schema) => tools.function(name, description, schema),
            Tool::Other(kind, name) => tools.other(kind, name),
        };
    }
    conversation
}

/// The rendered JSON, if there is any.
fn shown(piece: Option<&Piece>, total: usize) -> Option<Value> {
    let (json, _) = piece?;
    assert!(json.len() <= total, "{} of {total}: {json}", json.len());
    Some(serde_json::from_str(json).expect("valid JSON"))
}

fn list(piece: Option<&Piece>, total: usize) -> Vec<Value> {
    match shown(piece, total) {
        None => Vec::new(),
        Some(Value::Array(values)) => values,
        Some(other) => panic!("expected a list, found {other}"),
    }
}

fn assert_part(part: &Value) {
    assert!(part["type"].is_string(), "{part}");
}

fn assert_conversation([messages, instructions, tools]: &[Option<Piece>; 3], total: usize) {
    for message in list(messages.as_ref(), total) {
        assert!(message["role"].is_string(), "{message}");
        let parts = message["parts"].as_array().expect("a list");
        parts.iter().for_each(assert_part);
    }
    for part in list(instructions.as_ref(), total) {
        assert_part(&part);
    }
    for tool in list(tools.as_ref(), total) {
        assert!(
            tool["type"].is_string() && tool["name"].is_string(),
            "{tool}"
        );
    }
}

fuzz_target!(|input: Input<'_>| {
    let conversation = conversation(&input);
    let whole = conversation.to_json(usize::MAX, usize::MAX);
    assert_conversation(&whole, usize::MAX);
    // An entry that must be an object and is not is left out, whatever the budget.
    let mut parts = input.messages.iter().flat_map(|message| &message.parts);
    let mut tools = input.tools.iter();
    if parts.all(Part::is_never_left_out) && tools.all(Tool::is_never_left_out) {
        assert!(whole.iter().flatten().all(|(_, omitted)| *omitted == 0));
    }
    assert_eq!(
        list(whole[0].as_ref(), usize::MAX).len(),
        input.messages.len()
    );
    let (part, total) = (input.part.into(), input.total.into());
    assert_conversation(&conversation.to_json(part, total), total);
    let found = documents(
        |records| {
            for (id, score, content) in &input.documents {
                records.record(*id, *score, *content);
            }
        },
        part,
        total,
    );
    for document in list(found.as_ref(), total) {
        assert!(document.is_object(), "{document}");
    }
    if let Some(arguments) = shown(arguments(input.arguments, part, total).as_ref(), total) {
        assert!(arguments.is_object(), "{arguments}");
    }
});
