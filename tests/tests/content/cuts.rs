//! A secret that is next to where a long text is cut does not leave in part.

use genai_runtime::content::{ContentBudget, ContentPolicy};
use genai_runtime::redact::Redaction;
use genai_runtime::testing::capture;
use genai_runtime::{ContentCapture, llm_span};
use serde_json::Value;

use super::chain;

/// A key that the built-in kinds know.
const KEY: &str = "sk-proj-cAnArY0123456789cAnArY0123456789";

/// What is shown of a part at most.
const PART: usize = 10 * 1024;

#[llm_span(system = "openai", model = "m", input = prompt)]
fn complete(prompt: &str) -> chain::Reply {
    chain::Reply("done".to_owned())
}

/// What a prompt becomes.
fn shown(prompt: &str, redaction: Redaction) -> String {
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanOnly)
        .redaction(redaction);
    let capture = capture().with_content_policy(policy);
    capture.run(|| complete(prompt));
    let span = capture.only_span();
    let shown = span.text("gen_ai.input.messages").unwrap();
    assert!(shown.contains("omitted") && shown.contains("word word"));
    shown
}

/// What is shown of a part of an answer at most.
const ANSWER: usize = 4 * 1024;

#[llm_span(system = "openai", model = "m")]
fn answer(text: &str) -> chain::Reply {
    chain::Reply(text.to_owned())
}

/// What an answer becomes whose text this is, and the arguments of its tool call.
fn answered(text: &str, redaction: Redaction) -> [String; 2] {
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanOnly)
        .budget(ContentBudget::default().part(ANSWER))
        .redaction(redaction);
    let capture = capture().with_content_policy(policy);
    capture.run(|| answer(text));
    let messages = capture.only_span().text("gen_ai.output.messages").unwrap();
    let messages: Value = serde_json::from_str(&messages).unwrap();
    let parts = &messages[0]["parts"];
    [&parts[0]["content"], &parts[1]["arguments"]].map(|shown| {
        // What is left of arguments may still be JSON.
        let shown = shown
            .as_str()
            .map_or_else(|| shown.to_string(), str::to_owned);
        assert!(
            shown.contains("omitted") && shown.contains("word word"),
            "{shown}"
        );
        shown
    })
}

/// Puts a secret wherever a text may be cut, and looks for what no one may see of it.
fn assert_hidden(secret: &str, parts: &[&str], redaction: &Redaction) {
    let words = "word ".repeat(10_000);
    for distance in (1_500..14_000).step_by(190) {
        let (before, after) = (&words[..distance], &words[words.len() - distance..]);
        let text = format!("{before}{secret}{words}{secret}{after}");
        let [said, called] = answered(&text, redaction.clone());
        for shown in [shown(&text, redaction.clone()), said, called] {
            for part in parts {
                assert!(!shown.contains(part), "{distance}: {part} in {shown}");
            }
        }
    }
}

#[test]
fn of_a_key_neither_a_beginning_nor_an_end_leaves() {
    for shift in 0..60 {
        let half = "word ".repeat(1638);
        let padding = "x".repeat(shift);
        let prompt = format!("{half}{padding} {KEY} {half}{half}{KEY} {padding}{half}");
        let shown = shown(&prompt, Redaction::built_in());
        for length in 12..KEY.len() {
            let (beginning, end) = (&KEY[..length], &KEY[KEY.len() - length..]);
            assert!(!shown.contains(beginning), "{shift}: {beginning}");
            assert!(!shown.contains(end), "{shift}: {end}");
        }
    }
}

#[test]
fn of_a_private_key_no_line_leaves() {
    let line = format!("{}\n", "kEyLiNe0".repeat(8)).repeat(40);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{line}-----END PRIVATE KEY-----\n");
    let pgp = format!(
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: (x)\nComment: a; b\n\n{line}-----END PGP PRIVATE KEY \
         BLOCK-----\n"
    );
    for key in [pem, pgp] {
        assert_hidden(&key, &["kEyLiNe"], &Redaction::built_in());
    }
}

#[test]
fn of_values_of_secret_fields_nothing_leaves() {
    let phrase = "pLuM jAm ".repeat(300);
    let values = [
        format!("\"{phrase}\""),
        format!("[ \"a\", \"{phrase}\" ]"),
        format!("{{ \"id\": \"{phrase}\", \"other\": 1 }}"),
        format!("[ {} ]", "70007 ".repeat(400)),
    ];
    for value in values {
        let secret = format!("{{ \"credentials\": {value} }} ");
        assert_hidden(&secret, &["pLuM", "jAm", "70007"], &Redaction::built_in());
    }
}

#[test]
fn of_a_token_nothing_leaves() {
    let token = "tOkEn0".repeat(100);
    let secret = format!("Authorization: Bearer {token} ");
    assert_hidden(&secret, &["tOkEn"], &Redaction::built_in());
}

#[test]
fn of_what_a_redactor_of_a_users_own_knows_nothing_leaves() {
    fn without_marked(text: &str) -> std::borrow::Cow<'_, str> {
        match (text.find("<<"), text.find(">>")) {
            (Some(start), Some(end)) if start < end => {
                let (before, after) = (&text[..start], &text[end..]);
                format!("{before}{after}").into()
            }
            _ => text.into(),
        }
    }
    let secret = format!("<< {}>> ", "pLuM jAm ".repeat(300));
    let redaction = Redaction::built_in().with(without_marked);
    assert_hidden(&secret, &["pLuM", "jAm"], &redaction);
}

#[test]
fn of_a_text_without_secrets_as_much_is_shown_as_there_is_room_for() {
    for words in ["word ", "word \"said\" {it} ", "x-ray "] {
        let text = format!("{} word word", words.repeat(10_000));
        let shown = shown(&text, Redaction::built_in());
        assert!(shown.len() > PART - 256, "{} bytes of {words}", shown.len());
        for shown in answered(&text, Redaction::built_in()) {
            let width = serde_json::to_string(&shown).unwrap().len();
            assert!(width > ANSWER - 64, "{width} bytes of {words}");
        }
    }
}
