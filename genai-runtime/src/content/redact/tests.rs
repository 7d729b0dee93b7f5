//! Properties of all kinds together.

use std::borrow::Cow;

use proptest::prelude::*;

use super::kind::Kind;
use super::redaction::Redaction;

/// The redacted text, after asserting that redaction is idempotent.
pub(super) fn found(text: &str) -> String {
    let redaction = Redaction::built_in();
    let once = redaction.apply(text).into_owned();
    let twice = redaction.apply(&once);
    assert!(
        matches!(twice, Cow::Borrowed(_)),
        "{once:?} becomes {twice:?}"
    );
    once
}

pub(super) fn finds(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(found(text), *expected, "{text:?}");
    }
}

pub(super) fn ignores(cases: &[&str]) {
    for text in cases {
        assert_eq!(found(text), *text);
    }
}

#[test]
fn markers_are_never_found() {
    for kind in Kind::ALL {
        ignores(&[
            kind.marker(),
            &format!("a{0}{0}@{0}:{0}-{0}.b", kind.marker()),
        ]);
    }
}

#[test]
fn a_text_without_findings_is_not_copied() {
    let redaction = Redaction::built_in();
    for text in ["", "a", "naïve \\n text: 12 @ 13 - \"x\": 4", "[email]"] {
        assert!(matches!(redaction.apply(text), Cow::Borrowed(same) if std::ptr::eq(same, text)));
    }
}

#[test]
fn each_kind_can_be_left_out() {
    let samples = [
        (Kind::Email, "bob@example.com"),
        (Kind::Phone, "+49 30 1234567"),
        (Kind::PaymentCard, "4111 1111 1111 1111"),
        (Kind::Iban, "DE89370400440532013000"),
        (Kind::IpAddress, "192.168.0.1"),
        (Kind::ApiKey, "AKIAIOSFODNN7EXAMPLE"),
        (
            Kind::Jwt,
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVm",
        ),
        (
            Kind::PrivateKey,
            "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----",
        ),
        (Kind::BearerToken, "Bearer abcdefgh12345678"),
        (Kind::UrlCredentials, "https://u:p@host"),
        (Kind::JsonField, r#"{"password":"x"}"#),
    ];
    assert_eq!(samples.map(|(kind, _)| kind), Kind::ALL);
    for (kind, text) in samples {
        assert!(found(text).contains(kind.marker()), "{text}");
        assert_eq!(Redaction::built_in().without(kind).apply(text), text);
    }
}

#[test]
fn redactors_run_in_order_after_the_built_in_kinds() {
    let redaction = Redaction::built_in()
        .with_fn(|text| text.replace("[email]", "<mail>").into())
        .with_fn(|text| text.replace('<', "(").into())
        .with_fn(|text| text.into());
    assert_eq!(redaction.clone().apply("bob@example.com"), "(mail>");
    assert_eq!(
        Redaction::none().with(redaction).apply("bob@example.com"),
        "(mail>"
    );
}

#[test]
fn a_redactor_may_return_a_part_of_the_text() {
    let redaction = Redaction::built_in().with_fn(|text| text.get(..3).unwrap_or(text).into());
    assert_eq!(redaction.apply("bob@example.com"), "[em");
}

#[test]
fn fields_are_redacted_also_without_kinds() {
    let text = r#"{"patientId":7,"password":"x","mail":"bob@example.com"}"#;
    let redacted = r#"{"patientId":"[secret]","password":"x","mail":"bob@example.com"}"#;
    let alone = Redaction::none().with_field("patient_id");
    assert_eq!(alone.apply(text), redacted);
    let mails = Redaction::built_in().without(Kind::JsonField);
    let besides = mails.with_field("patient_id");
    assert_eq!(
        besides.apply(text),
        redacted.replace("bob@example.com", "[email]")
    );
}

#[test]
fn a_field_name_without_a_letter_is_ignored() {
    let text = r#"[{"":7,"a":":1","::":"b"}]"#;
    for name in ["", "::", " - "] {
        assert_eq!(
            Redaction::none().with_field(name).apply(text),
            text,
            "{name:?}"
        );
    }
}

#[test]
fn a_text_whose_redactor_panics_is_withheld() {
    let redaction = Redaction::none().with_fn(|_| panic!("a bug of the user's"));
    assert_eq!(redaction.apply("secret"), "[withheld]");
}

#[test]
fn debug_output_lists_what_is_detected() {
    let debug = format!("{:?}", Redaction::none().with_fn(|text| text.into()));
    assert!(debug.starts_with("Redaction { kinds: [], "), "{debug}");
    assert!(debug.ends_with("redactors: 1 }"), "{debug}");
}

/// Parts of findings, and text next to them.
fn parts() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "a",
        "bob",
        "@",
        "%40",
        ".",
        "example.com",
        ".de",
        "-",
        "_",
        "+",
        "1",
        "49",
        "030",
        "1234567",
        "98765",
        "43210",
        " ",
        "  ",
        "(",
        ")",
        "/",
        ":",
        "::",
        "://",
        "http",
        "u:p",
        "\\",
        "\\n",
        "\\\"",
        "\\u0040",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\n",
        "\"token\":",
        "\"password\" : ",
        "\\\"secret\\\":",
        "true",
        "null",
        "4111111111111111",
        "4111 1111 1111 1111",
        "DE89370400440532013000",
        "192.168.0.1",
        "fe80",
        "2001:db8",
        "sk-",
        "sk-abcdefghijklmnop1234",
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJzdWIiOiIxIn0",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "Bearer ",
        "abcdefgh12345678",
        "Authorization: ",
        "é",
        "日",
        "[email]",
        "[secret]",
        "[phone]",
        "version ",
        "\\\\",
        "\u{a0}",
    ]);
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn redaction_of_any_text_is_idempotent(text in any::<String>()) {
        found(&text);
    }

    #[test]
    fn redaction_of_any_parts_is_idempotent(text in parts()) {
        found(&text);
    }

    #[test]
    fn json_of_any_parts_stays_json(text in parts(), key in parts(), inner in parts()) {
        let inner = serde_json::json!({ "token": inner, "x": [inner, 4_111_111_111_111_111_i64] });
        let json = serde_json::json!({ key: text, "a": inner.to_string(), "b": [inner, { "ssn": [text] }] });
        for json in [json.to_string(), serde_json::to_string_pretty(&json).unwrap()] {
            let redacted = found(&json);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&redacted).is_ok(), "{json}\n{redacted}");
        }
    }
}
