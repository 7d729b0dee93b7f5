//! The cost of redaction for texts that would make a careless detector rescan them.

use super::field_names::FieldNames;
use super::kind::Kinds;
use super::scan::Rules;

/// The limit on the average number of looks at a byte, for any text.
const WORK_PER_BYTE: usize = 100;

/// Beginnings of findings, and text before them.
const PIECES: &[&str] = &[
    "a",
    "@",
    "a@",
    "@a.",
    "a.b",
    "1",
    "1 ",
    "1-",
    "4111 ",
    "4111-",
    "0",
    "01 ",
    "+1",
    "+",
    "(",
    ":",
    "::",
    "a:",
    "1:",
    "f:",
    "://",
    "a://",
    "a://b:c",
    "a://b:c@",
    "-",
    "-----",
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----a",
    "-----END ",
    "sk-",
    "sk_",
    "sk-a1-",
    "eyJ",
    "eyJ-",
    "eyJ.",
    "-eyJa.a",
    "eyJaaaaaaaa.",
    "Bearer ",
    "bearer",
    "Authorization:",
    "DE89",
    "DE89 3704 ",
    "AD",
    "I",
    "AKIA",
    "_",
    "\\",
    "\\\"",
    "\\n",
    "\\u0040",
    "\"",
    "\":",
    "\"token\":",
    "\"token\":\"",
    "\"token\":{",
    "\"token\":[]",
    "\\\"token\\\":\\\"",
    "\"token\" ",
    "{\"a\":[",
    "\"a\" : ",
    " ",
    " :",
    "\" :",
    "\\:",
    "%40",
    "a%40",
    "1.",
    "1.2.3.4",
    "1.2.3.4.",
    "2001:db8::",
    "[4111111111111111,",
    "é",
    "é@é.",
    "98765 43210 ",
    "030 1234567 ",
    "AIza",
    "xoxb-",
];

fn is_linear(text: &str) {
    let rules = Rules {
        kinds: Kinds::all(),
        names: FieldNames::new(true),
    };
    let work = rules.work(text);
    let piece: String = text.chars().take(60).collect();
    assert!(work < WORK_PER_BYTE * text.len(), "{piece:?}: {work}");
}

#[test]
fn work_is_linear_in_any_text() {
    for first in PIECES {
        for second in ["", "\"", "a", "-"] {
            let piece = format!("{first}{second}");
            is_linear(&piece.repeat((1 << 16) / piece.len()));
        }
    }
}

#[test]
fn work_is_linear_with_one_long_part() {
    for (before, piece, after) in [
        ("eyJ", "-eyJ", "."),
        ("eyJaaaaaaaaa", "-eyJaaaaaaaaa", ".a"),
        ("{\"token\":", " ", "x"),
        ("\"token\"", " ", ":"),
        ("\"", "\\", "\":"),
        ("a://", "a:", "@"),
    ] {
        let repeated = piece.repeat((1 << 20) / piece.len());
        is_linear(&format!("{before}{repeated}{after}"));
    }
}
