//! A secret at the place where a long text is cut does not leak in part.

use genai_runtime::content::{ContentBudget, ContentPolicy};
use genai_runtime::redact::Redaction;
use genai_runtime::testing::capture;
use genai_runtime::{ContentCapture, llm_span};
use serde_json::Value;

use super::chain;

/// A key that the built-in kinds detect.
const KEY: &str = "sk-proj-cAnArY0123456789cAnArY0123456789";

/// The greatest length of a captured part.
const PART: usize = 10 * 1024;

#[llm_span(system = "openai", model = "m", input = prompt)]
fn complete(prompt: &str) -> chain::Reply {
    chain::Reply("done".to_owned())
}

/// The captured form of a prompt.
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

/// The greatest length of a captured part of an answer.
const ANSWER: usize = 4 * 1024;

#[llm_span(system = "openai", model = "m")]
fn answer(text: &str) -> chain::Reply {
    chain::Reply(text.to_owned())
}

/// The captured forms of an answer's text and of its tool call's arguments.
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
        // Arguments that were cut may still be JSON.
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

/// Moves a secret across the place of the cut, and asserts that no given part of it is captured.
fn assert_hidden(secret: &str, parts: &[&str], redaction: &Redaction) {
    let words = "word ".repeat(10_000);
    for distance in (1_500..14_000).step_by(190) {
        let (before, after) = (&words[..distance], &words[words.len() - distance..]);
        let text = format!("{before}{secret}{words}{secret}{after}");
        let [answer, arguments] = answered(&text, redaction.clone());
        for shown in [shown(&text, redaction.clone()), answer, arguments] {
            for part in parts {
                assert!(!shown.contains(part), "{distance}: {part} in {shown}");
            }
        }
    }
}

#[test]
fn neither_the_beginning_nor_the_end_of_a_key_leaks() {
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
fn no_line_of_a_private_key_leaks() {
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
fn values_of_secret_fields_do_not_leak() {
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
fn a_token_does_not_leak() {
    let token = "tOkEn0".repeat(100);
    let secret = format!("Authorization: Bearer {token} ");
    assert_hidden(&secret, &["tOkEn"], &Redaction::built_in());
}

#[test]
fn what_a_users_redactor_detects_does_not_leak() {
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
fn a_text_without_secrets_uses_the_room_that_there_is() {
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
