//! Limits on the kept part of an input.

#![cfg(feature = "content")]

use serde_json::Value;

use super::bounded::MOST;
use super::model::{Message, Part};
use super::render::{Limit, Record};
use super::{BorrowedPart, Input, Json, Media, RecordList};

const PNG: Media<'static> = Media {
    modality: "image",
    mime_type: Some("image/png"),
};

/// The size of an input's kept parts.
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
fn omitted_data_is_not_encoded() {
    let image = "aGk=".repeat(250_000);
    let mut input = Input::of_parts(10 * 1024, None);
    for turn in 0..6 {
        input.message("user");
        input.part(&BorrowedPart::Text(&format!("question {turn}")));
        let (media, content) = (PNG, image.as_str());
        input.part(&BorrowedPart::Blob { media, content });
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
fn a_long_message_has_the_same_limit_as_many_short_ones() {
    let image = "aGk=".repeat(250_000);
    let part = BorrowedPart::Blob {
        media: PNG,
        content: &image,
    };
    // The long one may be the first, the last, or the only one.
    for (before, after) in [(0, 0), (1, 0), (0, 1), (5, 5)] {
        let mut input = Input::default();
        let small = |input: &mut Input| {
            input.message("user");
            input.part(&BorrowedPart::Text("hello"));
        };
        (0..before).for_each(|_| small(&mut input));
        input.message("user");
        (0..12).for_each(|_| input.part(&part));
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
fn the_first_and_the_last_of_many_small_messages_are_kept() {
    const COUNT: usize = 100_000;
    let mut input = Input::default();
    for turn in 0..COUNT {
        input.message("user");
        input.part(&BorrowedPart::Text(&turn.to_string()));
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
        input.instruction(&BorrowedPart::Text(&text));
        let schema = Json::Value(&value);
        input.tool("function", "f", Some(&text), Some(schema));
        let (id, response) = (None, Json::Value(&value));
        input.part(&BorrowedPart::ToolResponse { id, response });
    }
    let instructions = input.instructions.json(Limit::NONE).unwrap();
    let tools = input.tools.json(Limit::NONE).unwrap();
    let (_, omitted) = shown(&input);
    assert!(instructions.json.len() < ROOM && tools.json.len() < ROOM);
    assert_eq!(instructions.omitted, 5 << 20);
    assert!(omitted > 20 << 20 && tools.omitted > 29 << 20);
    assert!(kept(&input) <= MOST);
}

#[test]
fn names_identifiers_and_types_are_bounded_too() {
    const COUNT: usize = 100;
    let long = "x".repeat(100_000);
    let text = long.as_str();
    let media = Media {
        modality: text,
        mime_type: None,
    };
    let of_mime_type = Media {
        modality: "image",
        mime_type: Some(text),
    };
    let (id, empty) = (Some(text), Json::Text(""));
    let (name, call, response) = ("f", empty, empty);
    for part in [
        BorrowedPart::ToolCall {
            id: None,
            name: text,
            arguments: None,
        },
        BorrowedPart::ToolCall {
            id,
            name,
            arguments: None,
        },
        BorrowedPart::ToolResponse { id, response },
        BorrowedPart::ServerToolCall { id, name, call },
        BorrowedPart::ServerToolResponse { id, response },
        BorrowedPart::Compaction { id, content: None },
        BorrowedPart::Blob { media, content: "" },
        BorrowedPart::File { media, id: "" },
        BorrowedPart::Uri { media, uri: "" },
        BorrowedPart::Uri {
            media: of_mime_type,
            uri: "",
        },
        BorrowedPart::Other {
            kind: text,
            properties: empty,
        },
    ] {
        let mut input = Input::default();
        input.message("user");
        for _ in 0..COUNT {
            input.part(&part);
            input.instruction(&part);
        }
        let most = MOST / text.len();
        let first = input.messages.iter().next();
        assert_eq!(first.map(|message| message.parts.len()), Some(most));
        assert_eq!(input.instructions.len(), most);
        let instructions = input.instructions.json(Limit::NONE).unwrap().json;
        let note = format!("…[{} parts, 0 bytes omitted]…", COUNT - most);
        assert!(instructions.contains(&note));
    }
}

#[test]
fn a_participant_that_is_named_again_takes_no_more_room() {
    let mut input = Input::default();
    input.message("user");
    (0..200).for_each(|_| input.name(&"x".repeat(50_000)));
    input.part(&BorrowedPart::Text("hello"));
    let (messages, omitted) = shown(&input);
    assert_eq!(messages[0]["parts"][0]["content"], "hello");
    assert_eq!(omitted, 0);
}

#[test]
fn the_first_of_many_records_are_kept() {
    const COUNT: usize = 1_000_000;
    let of = |id: &dyn Fn(usize) -> Option<String>, content: &str, count: usize| {
        let mut list = RecordList::default();
        (0..count).for_each(|number| list.add(id(number).as_deref(), None, content));
        let piece = list.json(Limit::NONE).unwrap();
        let shown: Vec<Value> = serde_json::from_str(&piece.json).unwrap();
        let note = shown.last().unwrap()["content"]
            .as_str()
            .unwrap()
            .to_owned();
        (shown, note, piece.omitted)
    };
    let note_on =
        |missing: usize, bytes: usize| format!("…[{missing} more, {bytes} bytes omitted]…");
    // Without anything in them.
    let (shown, note, omitted) = of(&|_| None, "", COUNT);
    let kept = shown.len() - 1;
    assert_eq!(kept, MOST / size_of::<Record>());
    assert_eq!((note, omitted), (note_on(COUNT - kept, 0), 0));
    // With an identifier alone.
    let id = |number: usize| Some(format!("{number:0>50000}"));
    let (shown, note, omitted) = of(&id, "", 100);
    let kept = shown.len() - 1;
    assert_eq!(kept, MOST / (50_000 + size_of::<Record>()));
    assert_eq!((note, omitted), (note_on(100 - kept, 0), 0));
    assert_eq!(shown[kept - 1]["id"].as_str(), id(kept - 1).as_deref());
    // With contents.
    let (shown, note, omitted) = of(&|_| None, "x", COUNT);
    let kept = shown.len() - 1;
    assert_eq!(kept, MOST / (1 + size_of::<Record>()));
    assert_eq!(note, note_on(COUNT - kept, COUNT - kept));
    assert_eq!(omitted, (COUNT - kept) as u64);
}

#[test]
fn the_identifiers_of_records_that_exceed_the_limit_are_kept() {
    let text = "x".repeat(1_500_000);
    let mut list = RecordList::default();
    let ids = ["a", "b", "c", "d", "e", "f"];
    for id in ids {
        list.add(Some(id), None, &text);
    }
    let piece = list.json(Limit::NONE).unwrap();
    let shown: Vec<Value> = serde_json::from_str(&piece.json).unwrap();
    assert!(shown.iter().map(|record| &record["id"]).eq(ids));
    let is_kept = |record: &Value| record["content"].as_str().unwrap().starts_with('x');
    let kept: Vec<bool> = shown.iter().map(is_kept).collect();
    assert_eq!(kept, [true, true, true, false, false, false]);
    let content = ids.len() * text.len();
    let there: usize = shown
        .iter()
        .map(|record| {
            let content = record["content"].as_str().unwrap();
            content.matches('x').count()
        })
        .sum();
    assert_eq!(there as u64 + piece.omitted, content as u64);
}
