//! Arbitrary answers in arbitrary fragments render as valid JSON within the budget, equal for every way to split their
//! texts.

#![no_main]

use genai_runtime::__fuzz::{Answer, AnswerFragment};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    part: u16,
    total: u16,
    characters: u8,
    finish_reasons: Vec<Option<String>>,
    fragments: Vec<Fragment<'a>>,
}

#[derive(Debug, Arbitrary)]
enum Fragment<'a> {
    Text(u8, &'a str),
    Reasoning(u8, &'a str),
    Id(u8, u8, &'a str),
    Name(u8, u8, &'a str),
    Arguments(u8, u8, &'a str),
}

fn render(input: &Input<'_>, characters: usize) -> Option<String> {
    let mut answer = Answer::new(input.part.into(), input.total.into());
    for fragment in &input.fragments {
        match *fragment {
            Fragment::Id(choice, index, id) => {
                answer.add(AnswerFragment::Id(choice.into(), index.into(), id));
            }
            Fragment::Name(choice, index, name) => {
                answer.add(AnswerFragment::Name(choice.into(), index.into(), name));
            }
            Fragment::Text(choice, text) => {
                for piece in pieces(text, characters) {
                    answer.add(AnswerFragment::Text(choice.into(), piece));
                }
            }
            Fragment::Reasoning(choice, text) => {
                for piece in pieces(text, characters) {
                    answer.add(AnswerFragment::Reasoning(choice.into(), piece));
                }
            }
            Fragment::Arguments(choice, index, text) => {
                for piece in pieces(text, characters) {
                    answer.add(AnswerFragment::Arguments(
                        choice.into(),
                        index.into(),
                        piece,
                    ));
                }
            }
        }
    }
    answer.to_json(&input.finish_reasons)
}

fn pieces(text: &str, characters: usize) -> Vec<&str> {
    let (mut rest, mut pieces) = (text, Vec::new());
    while let Some((at, _)) = rest.char_indices().nth(characters) {
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

fuzz_target!(|input: Input<'_>| {
    let whole = render(&input, usize::MAX);
    assert_eq!(render(&input, usize::from(input.characters).max(1)), whole);
    if let Some(json) = whole {
        assert!(json.len() <= usize::from(input.total));
        let messages: Value = serde_json::from_str(&json).expect("valid JSON");
        for message in messages.as_array().expect("an array") {
            assert_eq!(message["role"], "assistant");
            assert!(message["finish_reason"].is_string() && message["parts"].is_array());
        }
    }
});
