//! Arbitrary text, also inside of JSON: redaction is idempotent, and JSON stays JSON.

#![no_main]

use std::borrow::Cow;

use genai_runtime::redact::Redaction;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    field: Option<&'a str>,
    key: &'a str,
    text: &'a str,
}

/// The redacted text, after asserting that redaction is idempotent.
fn redacted(redaction: &Redaction, text: &str) -> String {
    let once = redaction.apply(text).into_owned();
    let twice = redaction.apply(&once);
    assert!(
        matches!(twice, Cow::Borrowed(_)),
        "{once:?} becomes {twice:?}"
    );
    once
}

fn assert_json(written: &str, redacted: &str) {
    let parsed = serde_json::from_str::<Value>(redacted);
    assert!(parsed.is_ok(), "{written} becomes {redacted}");
}

fuzz_target!(|input: Input<'_>| {
    let redaction = Redaction::built_in();
    let redaction = match input.field {
        Some(field) => redaction.with_field(field),
        None => redaction,
    };
    let text = redacted(&redaction, input.text);
    // A number by itself is treated as text.
    let parsed = serde_json::from_str(input.text).unwrap_or(Value::Null);
    if parsed.is_object() || parsed.is_array() {
        assert_json(input.text, &text);
    }
    let inner = json!({ input.key: input.text });
    for value in [&inner, &json!([inner.to_string(), input.text])] {
        let written = value.to_string();
        assert_json(&written, &redacted(&redaction, &written));
    }
});
