//! Redaction of realistic texts, and sensitive values on spans.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use genai_runtime::redact::{Kind, Redaction};
use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{Sensitive, chain_step};
use serde_json::{Value, json};

/// Secrets, by the kind that detects them.
const CANARIES: &[(Kind, &str)] = &[
    (Kind::Email, "canary.bird@mail.example.com"),
    (Kind::Phone, "+49 30 901820"),
    (Kind::Phone, "(212) 555-0123"),
    (Kind::PaymentCard, "4111 1111 1111 1111"),
    (Kind::PaymentCard, "378282246310005"),
    (Kind::Iban, "GB29 NWBK 6016 1331 9268 19"),
    (Kind::IpAddress, "203.0.113.77"),
    (Kind::IpAddress, "2001:db8:85a3::8a2e:370:7334"),
    (Kind::ApiKey, "sk-proj-cAnArY0123456789cAnArY0123456789"),
    (
        Kind::ApiKey,
        "sk-ant-api03-cAnArY0123456789-cAnArY0123456789",
    ),
    (Kind::ApiKey, "ghp_cAnArY0123456789cAnArY0123456789cAnA"),
    (Kind::ApiKey, "AKIACANARY0123456789"),
    (Kind::ApiKey, "AIzacAnArY0123456789cAnArY0123456789abc"),
    (Kind::ApiKey, "hf_cAnArYcAnArYcAnArYcAnArYcAnArYcAnA"),
    (
        Kind::Jwt,
        "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.cAnArY0123456789",
    ),
    (
        Kind::PrivateKey,
        "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\nY2FuYXJ5\n-----END PRIVATE KEY-----",
    ),
];

/// Texts that contain a canary.
fn texts(canary: &str) -> Vec<String> {
    let sentence = format!("First line\n{canary}, then \"{canary}\" and\t({canary}).");
    let message = json!([{ "role": "user", "parts": [{ "type": "text", "content": sentence }] }]);
    let nested = json!({ "arguments": message.to_string(), canary: canary });
    let twice = json!({ "body": nested.to_string() });
    let pretty = serde_json::to_string_pretty(&nested).unwrap();
    vec![
        sentence,
        message.to_string(),
        nested.to_string(),
        twice.to_string(),
        pretty,
    ]
}

#[test]
fn no_canary_remains() {
    let redaction = Redaction::built_in();
    for (kind, canary) in CANARIES {
        let pieces: Vec<&str> = canary.lines().filter(|line| line.len() > 6).collect();
        for text in texts(canary) {
            let redacted = redaction.apply(&text);
            assert!(redacted.contains(kind.marker()), "{text}\n{redacted}");
            for piece in &pieces {
                assert!(!redacted.contains(piece), "{text}\n{redacted}");
            }
            assert_eq!(redaction.apply(&redacted), redacted);
        }
    }
}

#[test]
fn redacted_json_keeps_its_shape() {
    let redaction = Redaction::built_in();
    for (_, canary) in CANARIES {
        for text in texts(canary).iter().skip(1) {
            let redacted: Value = serde_json::from_str(&redaction.apply(text)).unwrap();
            let original: Value = serde_json::from_str(text).unwrap();
            assert_eq!(shape(&redacted), shape(&original), "{text}");
        }
    }
}

/// The value with every string replaced, also inside of JSON in strings.
fn shape(value: &Value) -> Value {
    match value {
        Value::String(text) => match serde_json::from_str(text) {
            Ok(inner @ (Value::Object(_) | Value::Array(_))) => json!({ "nested": shape(&inner) }),
            _ => Value::Null,
        },
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::Object(fields) => {
            let values: Vec<Value> = fields.values().map(shape).collect();
            let mut texts: Vec<String> = values.iter().map(Value::to_string).collect();
            texts.sort();
            json!(texts)
        }
        other => other.clone(),
    }
}

#[test]
fn json_numbers_that_are_card_numbers_become_strings() {
    let redacted = Redaction::built_in().apply(
        r#"{"card": 4111111111111111, "cards": [4111111111111111, 5], "text": "[4111111111111111, 5]"}"#,
    );
    let redacted: Value = serde_json::from_str(&redacted).unwrap();
    assert_eq!(
        redacted,
        json!({ "card": "[payment card]", "cards": ["[payment card]", 5], "text": "[[payment card], 5]" })
    );
}

#[test]
fn values_of_secret_fields_are_replaced_at_every_depth() {
    let inner =
        json!({ "password": "canary\"\\", "x": { "api_key": ["canary", { "a": "canary" }] } });
    let outer = json!({ "arguments": inner.to_string(), "authorization": "canary", "x": 1 });
    let redacted = Redaction::built_in().apply(&outer.to_string()).into_owned();
    assert!(!redacted.contains("canary"), "{redacted}");
    let redacted: Value = serde_json::from_str(&redacted).unwrap();
    let arguments: Value = serde_json::from_str(redacted["arguments"].as_str().unwrap()).unwrap();
    assert_eq!(
        arguments,
        json!({ "password": "[secret]", "x": { "api_key": "[secret]" } })
    );
    assert_eq!(redacted["x"], 1);
}

#[test]
fn sensitive_parameters_are_recorded_as_their_constructors_say() {
    #[chain_step(attributes(
        "app.marked" = marked,
        "app.measured" = measured,
        "app.hashed" = hashed,
        "app.absent" = absent
    ))]
    fn step(
        marked: Sensitive<&str>,
        measured: &Sensitive<String>,
        hashed: Sensitive<Option<&str>>,
        absent: Option<Sensitive<u64>>,
    ) -> usize {
        marked.expose().len()
    }
    let capture = capture();
    let length = capture.run(|| {
        step(
            Sensitive::new("canary"),
            &Sensitive::length("canary".to_owned()),
            Sensitive::hashed_with(Some("canary"), b"key"),
            None,
        )
    });
    assert_eq!(length, 6);
    let span = capture.only_span();
    assert_eq!(span.text("app.marked").as_deref(), Some("[sensitive]"));
    assert_eq!(
        span.text("app.measured").as_deref(),
        Some("[sensitive: 6 bytes]")
    );
    let hash = span.text("app.hashed").unwrap();
    assert!(hash.starts_with("hmac-sha256:"), "{hash}");
    assert_eq!(span.attribute("app.absent"), None);
    assert!(!format!("{:?}", capture.spans()).contains("canary"));
    assert_conformant(&capture);
}
