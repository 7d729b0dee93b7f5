//! Properties of every conversation in every limit.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Limit, Piece};
use crate::content::Input;
use crate::report::{InputFacts, MessageReport, Messages, ToolReport, Tools};

const WHOLE: Limit = Limit::NONE;

fn input(say: impl FnOnce(&mut Messages<'_>)) -> Input {
    let mut facts = InputFacts {
        input: Some(Input::default()),
        ..InputFacts::default()
    };
    say(&mut Messages::new(&mut facts));
    facts.input.unwrap()
}

fn value(piece: Option<Piece>) -> Value {
    serde_json::from_str(&piece.unwrap().json).unwrap()
}

#[test]
fn every_part_has_the_form_of_the_conventions() {
    let input = input(|messages| {
        messages.message("system").text("be brief");
        messages
            .message("user")
            .name("ada")
            .text("what is this?")
            .blob("image", "image/png", "aGk=")
            .uri("image", None::<&str>, "https://example.com/a.png")
            .file("document", "application/pdf", "file_1");
        messages
            .message("assistant")
            .reasoning("hm")
            .tool_call("call_1", "weather", r#"{"city":"Oslo"}"#)
            .server_tool_call(
                "s_1",
                "web_search",
                &json!({"type": "web_search", "query": "Oslo"}),
            )
            .server_tool_response("s_1", &json!({"type": "web_search", "results": []}))
            .compaction("c_1", "older talk")
            .other("citation", &json!({"source": 3}));
        messages.message("tool").tool_response("call_1", "12 °C");
    });
    assert_eq!(
        value(input.messages.json(WHOLE)),
        json!([
            {"role": "system", "parts": [{"type": "text", "content": "be brief"}]},
            {"role": "user", "name": "ada", "parts": [
                {"type": "text", "content": "what is this?"},
                {"type": "blob", "mime_type": "image/png", "modality": "image", "content": "aGk="},
                {"type": "uri", "modality": "image", "uri": "https://example.com/a.png"},
                {"type": "file", "mime_type": "application/pdf", "modality": "document", "file_id": "file_1"},
            ]},
            {"role": "assistant", "parts": [
                {"type": "reasoning", "content": "hm"},
                {"type": "tool_call", "id": "call_1", "name": "weather", "arguments": {"city": "Oslo"}},
                {"type": "server_tool_call", "id": "s_1", "name": "web_search",
                 "server_tool_call": {"type": "web_search", "query": "Oslo"}},
                {"type": "server_tool_call_response", "id": "s_1",
                 "server_tool_call_response": {"type": "web_search", "results": []}},
                {"type": "compaction", "id": "c_1", "content": "older talk"},
                {"type": "citation", "source": 3},
            ]},
            {"role": "tool", "parts": [
                {"type": "tool_call_response", "id": "call_1", "response": "12 °C"},
            ]},
        ])
    );
}

#[test]
fn both_ends_of_a_long_text_are_kept() {
    let text = format!("beginning{}end", "x".repeat(1000));
    let input = input(|messages| MessageReport::report(&text, messages));
    let limit = Limit {
        part: 100,
        total: 1000,
    };
    let piece = input.messages.json(limit).unwrap();
    let shown: Value = serde_json::from_str(&piece.json).unwrap();
    let content = shown[0]["parts"][0]["content"].as_str().unwrap();
    assert!(
        content.starts_with("beginning") && content.ends_with("end"),
        "{content}"
    );
    let note = format!("…[{} bytes omitted]…", piece.omitted);
    assert!(content.contains(&note), "{content}");
}

#[test]
fn the_first_and_the_last_messages_of_a_long_conversation_are_kept() {
    let turns: Vec<String> = (0..100).map(|turn| format!("turn {turn}")).collect();
    let input = input(|messages| MessageReport::report(&turns, messages));
    let limit = Limit {
        part: 100,
        total: 600,
    };
    let piece = input.messages.json(limit).unwrap();
    let shown: Value = serde_json::from_str(&piece.json).unwrap();
    let texts: Vec<&str> = shown
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["parts"][0]["content"].as_str().unwrap())
        .collect();
    assert_eq!(texts.first(), Some(&"turn 0"));
    assert_eq!(texts.last(), Some(&"turn 99"));
    let kept = texts.len() as u64 - 1;
    assert!(
        texts[1].starts_with(&format!("…[{} messages", 100 - kept)),
        "{texts:?}"
    );
    assert!(piece.json.len() <= 600);
}

#[test]
fn tools_have_their_schemas_if_these_fit() {
    let mut facts = InputFacts {
        input: Some(Input::default()),
        ..InputFacts::default()
    };
    let mut tools = Tools::new(&mut facts);
    tools.function("weather", "of a city", r#"{"type":"object"}"#);
    ToolReport::report("search", &mut tools);
    tools.other("web_search", "search the web");
    let input = facts.input.unwrap();
    assert_eq!(
        value(input.tools.json(WHOLE)),
        json!([
            {"type": "function", "name": "weather", "description": "of a city",
             "parameters": {"type": "object"}},
            {"type": "function", "name": "search"},
            {"type": "web_search", "name": "search the web"},
        ])
    );
    let piece = input
        .tools
        .json(Limit {
            part: 10,
            total: 1000,
        })
        .unwrap();
    assert_eq!(piece.omitted, 17, "the schema, and nothing else: {piece:?}");
}

#[derive(Debug, Clone)]
enum Turn {
    Text(String),
    Reasoning(String),
    Call(String, String),
    Answer(String),
    Blob(String),
    Server(String),
    Other(String),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z\"\\\\\n\0é🦀]{0,40}",
        "[a-z ]{0,9}".prop_map(|text| text.repeat(60)),
        Just(r#"{"a":[1,2.50,{"b":null}],"type":"x"}"#.to_owned()),
        Just("[".repeat(200) + &"]".repeat(200)),
        Just(r#"{"key":"#.repeat(70) + "1" + &"}".repeat(70)),
    ]
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        text().prop_map(Turn::Text),
        text().prop_map(Turn::Reasoning),
        (text(), text()).prop_map(|(name, arguments)| Turn::Call(name, arguments)),
        text().prop_map(Turn::Answer),
        text().prop_map(Turn::Blob),
        text().prop_map(Turn::Server),
        text().prop_map(Turn::Other),
    ]
}

fn conversation(turns: &[Vec<Turn>]) -> Input {
    input(|messages| {
        for parts in turns {
            let mut message = messages.message("user");
            for part in parts {
                message = match part {
                    Turn::Text(text) => message.text(text),
                    Turn::Reasoning(text) => message.reasoning(text),
                    Turn::Call(name, arguments) => message.tool_call("id", name, arguments),
                    Turn::Answer(text) => message.tool_response("id", text),
                    Turn::Blob(text) => message.blob("image", "image/png", text),
                    Turn::Server(text) => {
                        message.server_tool_call("id", text, &Value::from(text.as_str()))
                    }
                    Turn::Other(text) => message.other("own", &json!({"text": text, "type": 1})),
                };
            }
        }
    })
}

/// Whether a value follows the conventions' schema of input messages.
fn is_valid(messages: &Value) -> bool {
    let is_part = |part: &Value| match part["type"].as_str() {
        Some("text" | "reasoning") => part["content"].is_string(),
        Some("tool_call") => part["name"].is_string(),
        Some("tool_call_response") => part.get("response").is_some(),
        Some("server_tool_call") => {
            part["name"].is_string() && part["server_tool_call"]["type"].is_string()
        }
        Some("blob") => part["modality"].is_string() && part["content"].is_string(),
        other => other.is_some(),
    };
    messages.as_array().is_some_and(|messages| {
        messages.iter().all(|message| {
            message["role"].is_string()
                && message["parts"]
                    .as_array()
                    .is_some_and(|parts| parts.iter().all(is_part))
        })
    })
}

proptest! {
    #[test]
    fn any_conversation_renders_as_valid_json_within_any_limit(
        turns in prop::collection::vec(prop::collection::vec(turn(), 0..5), 0..8),
        part in 0..2000_usize,
        total in 0..4000_usize,
    ) {
        let input = conversation(&turns);
        let limit = Limit { part, total };
        if let Some(piece) = input.messages.json(limit) {
            prop_assert!(piece.json.len() <= total, "{} > {total}", piece.json.len());
            let value: Value = serde_json::from_str(&piece.json).unwrap();
            prop_assert!(is_valid(&value), "{}", piece.json);
            let whole = input.messages.json(WHOLE).unwrap();
            if piece.json == whole.json {
                prop_assert_eq!(piece.omitted, 0);
            } else {
                prop_assert!(piece.omitted > 0, "{} of {}", piece.json, whole.json);
            }
        } else {
            prop_assert!(turns.is_empty() || total < 400, "no room in {total}");
        }
    }
}
