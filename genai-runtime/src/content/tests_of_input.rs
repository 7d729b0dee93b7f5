//! However much a model is told, little of it is kept.

#![cfg(feature = "content")]

use serde_json::Value;

use super::bounded::MOST;
use super::model::{Message, Part};
use super::render::Limit;
use super::{Input, Json, Media, Said};

const PNG: Media<'static> = Media {
    modality: "image",
    mime_type: Some("image/png"),
};

/// What an input may take whose parts may show so many bytes: nearly all that is kept.
const ROOM: usize = MOST + MOST / 8;

fn shown(input: &Input) -> (Vec<Value>, u64) {
    let piece = input.messages.json(Limit::NONE).unwrap();
    (serde_json::from_str(&piece.json).unwrap(), piece.omitted)
}

fn kept(input: &Input) -> usize {
    let parts = input.messages.iter().flat_map(|message| &message.parts);
    parts.map(Part::bytes).sum()
}

#[test]
fn data_that_is_not_shown_costs_no_text() {
    let image = "aGk=".repeat(250_000);
    let mut input = Input::of_parts(10 * 1024, None);
    for turn in 0..6 {
        input.message("user");
        input.part(&Said::Text(&format!("question {turn}")));
        let (media, content) = (PNG, image.as_str());
        input.part(&Said::Blob { media, content });
    }
    assert!(kept(&input) < 100, "{} bytes", kept(&input));
    let (messages, omitted) = shown(&input);
    assert_eq!(omitted, 6_000_000);
    assert_eq!(messages.len(), 6);
    for (turn, message) in messages.iter().enumerate() {
        let parts = &message["parts"];
        assert_eq!(parts[0]["content"], format!("question {turn}"));
        assert_eq!(parts[1]["content"], "…[1000000 bytes omitted]…");
    }
}

#[test]
fn of_a_long_message_no_more_is_kept_than_of_many() {
    let image = "aGk=".repeat(250_000);
    let said = Said::Blob {
        media: PNG,
        content: &image,
    };
    // The long one may be the first, the last, or the only one.
    for (before, after) in [(0, 0), (1, 0), (0, 1), (5, 5)] {
        let mut input = Input::default();
        let small = |input: &mut Input| {
            input.message("user");
            input.part(&Said::Text("hello"));
        };
        (0..before).for_each(|_| small(&mut input));
        input.message("user");
        (0..12).for_each(|_| input.part(&said));
        (0..after).for_each(|_| small(&mut input));
        let bytes = kept(&input);
        assert!((MOST / 2..=MOST).contains(&bytes), "{bytes} bytes");
        let (messages, omitted) = shown(&input);
        let all = 12 * image.len() + (before + after) * "hello".len();
        assert_eq!(omitted + bytes as u64, all as u64);
        if after > 0 {
            assert_eq!(messages.last().unwrap()["parts"][0]["content"], "hello");
        }
        if before > 0 {
            assert_eq!(messages[0]["parts"][0]["content"], "hello");
        }
    }
}

#[test]
fn of_many_small_messages_the_first_and_the_last_are_kept() {
    const COUNT: usize = 100_000;
    let mut input = Input::default();
    for turn in 0..COUNT {
        input.message("user");
        input.part(&Said::Text(&turn.to_string()));
    }
    let text = |message: &Message| match &message.parts[..] {
        [Part::Text(text)] => text.clone(),
        other => panic!("{} parts", other.len()),
    };
    let texts: Vec<String> = input.messages.iter().map(text).collect();
    assert_eq!(texts[0], "0");
    let last = COUNT - (texts.len() - 1);
    let expected = (last..COUNT).map(|turn| turn.to_string());
    assert!(expected.eq(texts[1..].iter().cloned()));
    assert!(texts.len() * size_of::<Message>() <= MOST && texts.len() > 10_000);
}

#[test]
fn instructions_tools_and_values_are_bounded_too() {
    let text = "x".repeat(1 << 20);
    let value = Value::from(vec![text.as_str(); 3]);
    let mut input = Input::default();
    input.message("user");
    for _ in 0..8 {
        input.instruction(&Said::Text(&text));
        let schema = Json::Value(&value);
        input.tool("function", "f", Some(&text), Some(schema));
        let (id, response) = (None, Json::Value(&value));
        input.part(&Said::ToolResponse { id, response });
    }
    let instructions = input.instructions.json(Limit::NONE).unwrap();
    let tools = input.tools.json(Limit::NONE).unwrap();
    let (_, omitted) = shown(&input);
    assert!(instructions.json.len() < ROOM && tools.json.len() < ROOM);
    assert_eq!(instructions.omitted, 5 << 20);
    assert!(omitted > 20 << 20 && tools.omitted > 29 << 20);
    assert!(kept(&input) <= MOST);
}
