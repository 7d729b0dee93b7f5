//! Input and output of a span in the `OpenInference` conventions: one value each, for people who read lists of spans.

use genai_semconv::attribute;
use serde_json::Value;
use serde_json::value::RawValue;

use super::captured::Shape;
use super::render;

const JSON: &str = "application/json";
const TEXT: &str = "text/plain";

/// The direction of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    In,
    Out,
}

/// The direction of an attribute's content; `None` if it is neither input nor output.
pub(super) fn direction(key: &str) -> Option<Direction> {
    match key {
        attribute::GEN_AI_INPUT_MESSAGES
        | attribute::GEN_AI_TOOL_CALL_ARGUMENTS
        | attribute::GEN_AI_RETRIEVAL_QUERY_TEXT
        | attribute::GEN_AI_MEMORY_QUERY_TEXT => Some(Direction::In),
        attribute::GEN_AI_OUTPUT_MESSAGES | attribute::GEN_AI_TOOL_CALL_RESULT => {
            Some(Direction::Out)
        }
        _ => None,
    }
}

/// The value for an attribute, and its media type, which readers would guess otherwise.
pub(super) fn attributes(key: &str, shape: &Shape) -> Vec<(&'static str, String)> {
    let Some(direction) = direction(key) else {
        return Vec::new();
    };
    let (text, is_json) = match (key, shape) {
        (_, Shape::Text(text)) => (text.clone(), false),
        (
            attribute::GEN_AI_INPUT_MESSAGES | attribute::GEN_AI_OUTPUT_MESSAGES,
            Shape::Json(json),
        ) => match message(json, direction) {
            Some(message) => message,
            None => return Vec::new(),
        },
        (_, Shape::Json(json)) => (json.clone(), true),
    };
    let (value, media_type) = match direction {
        Direction::In => (attribute::INPUT_VALUE, attribute::INPUT_MIME_TYPE),
        Direction::Out => (attribute::OUTPUT_VALUE, attribute::OUTPUT_MIME_TYPE),
    };
    let mime_type = if is_json { JSON } else { TEXT };
    vec![(value, text), (media_type, mime_type.to_owned())]
}

/// The last input message, or the first output message: its text if it has only text, else its JSON. `None` if there
/// was no room for it and a note replaces it.
fn message(messages: &str, direction: Direction) -> Option<(String, bool)> {
    let list: Vec<&RawValue> = serde_json::from_str(messages).ok()?;
    let json = match direction {
        Direction::In => list.last(),
        Direction::Out => list.first(),
    };
    let json = json?.get();
    let message: Value = serde_json::from_str(json).ok()?;
    if message.get("role").and_then(Value::as_str) == Some(render::OMITTED) {
        return None;
    }
    Some(match text_of(&message) {
        Some(text) => (text, false),
        None => (json.to_owned(), true),
    })
}

/// The texts of a message, if it has no other parts.
fn text_of(message: &Value) -> Option<String> {
    let parts = message.get("parts")?.as_array()?;
    let is_text = |part: &Value| part.get("type").and_then(Value::as_str) == Some("text");
    let texts = parts.iter().map(|part| {
        let content = part.get("content").filter(|_| is_text(part));
        content.and_then(Value::as_str)
    });
    let texts: Vec<_> = texts.collect::<Option<_>>()?;
    (!texts.is_empty()).then(|| texts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::model::Message;
    use crate::content::render::Item;

    fn values(key: &str, json: &str) -> Vec<(&'static str, String)> {
        attributes(key, &Shape::Json(json.to_owned()))
    }

    fn as_text(direction: &str, text: &str) -> Vec<(&'static str, String)> {
        let media_type = "text/plain".to_owned();
        match direction {
            "in" => vec![
                ("input.value", text.to_owned()),
                ("input.mime_type", media_type),
            ],
            _ => vec![
                ("output.value", text.to_owned()),
                ("output.mime_type", media_type),
            ],
        }
    }

    #[test]
    fn the_last_question_and_the_first_answer_are_texts() {
        let messages = r#"[{"role":"user","parts":[{"type":"text","content":"a\n"},{"type":"text","content":"b"}]},
            {"role":"assistant","parts":[{"type":"text","content":"\"c\""}],"finish_reason":"stop"}]"#;
        assert_eq!(
            values(attribute::GEN_AI_INPUT_MESSAGES, messages),
            as_text("in", "\"c\"")
        );
        assert_eq!(
            values(attribute::GEN_AI_OUTPUT_MESSAGES, messages),
            as_text("out", "a\n\nb")
        );
    }

    #[test]
    fn a_message_that_is_more_than_text_is_json() {
        for message in [
            r#"{"role":"user","parts":[{"type":"text","content":"a"},{"type":"uri","uri":"https://x"}]}"#,
            r#"{"role":"assistant","parts":[{"type":"reasoning","content":"a"}]}"#,
            r#"{"role":"assistant","parts":[{"type":"text","uri":"s3://bucket/a"}]}"#,
            r#"{"role":"assistant","parts":[]}"#,
        ] {
            let values = values(attribute::GEN_AI_OUTPUT_MESSAGES, &format!("[{message}]"));
            let expected = [
                ("output.value", message.to_owned()),
                ("output.mime_type", "application/json".to_owned()),
            ];
            assert_eq!(values, expected);
        }
    }

    #[test]
    fn an_omission_note_is_not_a_message() {
        let user = r#"{"role":"user","parts":[{"type":"text","content":"a"}]}"#;
        let gap = <Message as Item>::gap(6, 245);
        for (list, asked, answered) in [
            (format!("[{user},{gap}]"), None, Some("a")),
            (format!("[{gap},{user}]"), Some("a"), None),
            (format!("[{user},{gap},{user}]"), Some("a"), Some("a")),
            (format!("[{gap}]"), None, None),
        ] {
            let expected = |direction: &str, text: Option<&str>| {
                text.map_or(Vec::new(), |text| as_text(direction, text))
            };
            let asked = expected("in", asked);
            assert_eq!(values(attribute::GEN_AI_INPUT_MESSAGES, &list), asked);
            let answered = expected("out", answered);
            assert_eq!(values(attribute::GEN_AI_OUTPUT_MESSAGES, &list), answered);
        }
    }

    #[test]
    fn arguments_of_tools_and_queries_of_retrievals_are_unchanged() {
        let arguments = r#"{"city":"Ulm"}"#;
        let expected = [
            ("input.value", arguments.to_owned()),
            ("input.mime_type", "application/json".to_owned()),
        ];
        assert_eq!(
            values(attribute::GEN_AI_TOOL_CALL_ARGUMENTS, arguments),
            expected
        );
        let query = Shape::Text("[1]".to_owned());
        assert_eq!(
            attributes(attribute::GEN_AI_RETRIEVAL_QUERY_TEXT, &query),
            as_text("in", "[1]")
        );
    }

    #[test]
    fn other_content_has_no_value() {
        for key in [
            attribute::GEN_AI_SYSTEM_INSTRUCTIONS,
            attribute::GEN_AI_TOOL_DEFINITIONS,
            attribute::GEN_AI_RETRIEVAL_DOCUMENTS,
        ] {
            assert_eq!(values(key, "[]"), []);
        }
    }
}
