//! `finishReason` and `blockReason`: names, or the numbers of the enumeration if the client requests them
//! (`enum-encoding=int`, as Google's own clients do over REST).

use std::borrow::Cow;

use serde_json::Value;

use crate::report::json::{at, reason};

/// The finish reasons whose numbers, counted from 1, are the same in the Gemini API and in Vertex AI. 0 is unspecified.
const FINISHES: [&str; 5] = ["STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER"];

/// The block reasons whose numbers, counted from 1, are the same in the Gemini API and in Vertex AI. 0 is unspecified.
const BLOCKS: [&str; 4] = ["SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT"];

/// Why a candidate ended.
pub(super) fn finish(candidate: &Value) -> Option<Cow<'_, str>> {
    named(candidate, "finishReason", &FINISHES)
}

/// Why a prompt was blocked.
pub(super) fn block(feedback: &Value) -> Option<Cow<'_, str>> {
    named(feedback, "blockReason", &BLOCKS)
}

/// The reason under `key`: a name, the name of a number, or the number itself if the two APIs name it differently.
fn named<'a>(value: &'a Value, key: &str, names: &[&'static str]) -> Option<Cow<'a, str>> {
    let number = at(value, &[key]).and_then(Value::as_u64);
    let Some(number) = number else {
        return reason(value, key).map(Cow::Borrowed);
    };
    let position = usize::try_from(number.checked_sub(1)?).ok();
    let name = position.and_then(|position| names.get(position));
    Some(name.map_or_else(|| number.to_string().into(), |name| Cow::Borrowed(*name)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::json::facts::{facts, reasons};

    fn reason(value: &Value) -> Option<String> {
        let facts = facts([value]);
        reasons(&facts)
            .first()
            .copied()
            .flatten()
            .map(str::to_owned)
    }

    #[test]
    fn reasons_may_be_numbers() {
        let finish = |number: u64| {
            let content = json!({"role": "model", "parts": [{"text": "hi"}]});
            reason(&json!({"candidates": [{"content": content, "finishReason": number}]}))
        };
        assert_eq!(finish(0), None);
        assert_eq!(finish(1).as_deref(), Some("STOP"));
        assert_eq!(finish(2).as_deref(), Some("MAX_TOKENS"));
        assert_eq!(finish(5).as_deref(), Some("OTHER"));
        // The Gemini API and Vertex AI name these differently.
        assert_eq!(finish(6).as_deref(), Some("6"));
        assert_eq!(finish(u64::MAX), Some(u64::MAX.to_string()));
        let block = |number: u64| reason(&json!({"promptFeedback": {"blockReason": number}}));
        assert_eq!(block(0), None);
        assert_eq!(block(1).as_deref(), Some("SAFETY"));
        assert_eq!(block(4).as_deref(), Some("PROHIBITED_CONTENT"));
        assert_eq!(block(5).as_deref(), Some("5"));
    }

    #[test]
    fn an_invalid_reason_is_ignored() {
        for written in [json!(-1), json!(1.5), json!("a sentence"), json!(["STOP"])] {
            let content = json!({"role": "model", "parts": [{"text": "hi"}]});
            let candidate = json!({"content": content, "finishReason": written});
            assert_eq!(
                reason(&json!({"candidates": [candidate]})),
                None,
                "{written}"
            );
        }
    }
}
