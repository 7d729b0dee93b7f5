//! Output messages as JSON, in the form of the conventions' schema of `gen_ai.output.messages`.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::clip::{Clip, Omitted};
use super::output::{EMPTY_MESSAGE, FINISH_REASON, Kind, Message, Output, Part, ToolCall};
use super::width;

/// What the conventions call a finish reason that is missing.
const NO_FINISH_REASON: &str = "error";

/// Readers give up on JSON that is nested deeper than some limit (`serde_json`: 128); arguments beyond
/// this depth are shown as a string, so that the messages around them stay readable.
const DEEPEST_ARGUMENTS: usize = 64;

impl Output {
    /// The messages as a JSON array that is never longer than the total budget; none if nothing was said.
    ///
    /// A choice that ended without saying anything has an empty message, so that messages and finish
    /// reasons stay in line.
    pub(crate) fn to_json(&self, finish_reasons: &[Option<String>]) -> Option<String> {
        if self.messages().is_empty() {
            return None;
        }
        let mut left = self.left();
        let mut shown = Vec::new();
        let silent = Message::default();
        for choice in 0..self.messages().len().max(finish_reasons.len()) {
            let message = match self.messages().get(choice) {
                Some(message) => message,
                None => {
                    let Some(rest) = left.checked_sub(EMPTY_MESSAGE + FINISH_REASON) else {
                        break;
                    };
                    left = rest;
                    &silent
                }
            };
            let reason = finish_reasons.get(choice).and_then(Option::as_deref);
            let reason = reason.unwrap_or(NO_FINISH_REASON);
            let (finish_reason, width) = width::beginning(reason, FINISH_REASON + left);
            left -= width.saturating_sub(FINISH_REASON);
            shown.push(Shown {
                message,
                finish_reason,
            });
        }
        serde_json::to_string(&shown).ok()
    }
}

struct Shown<'a> {
    message: &'a Message,
    finish_reason: &'a str,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("role", "assistant")?;
        map.serialize_entry("parts", &Parts(self.message))?;
        map.serialize_entry("finish_reason", self.finish_reason)?;
        map.end()
    }
}

struct Parts<'a>(&'a Message);

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_seq(None)?;
        for part in &self.0.parts {
            parts.serialize_element(part)?;
        }
        if self.0.omitted > 0 {
            parts.serialize_element(&Text("text", Omitted(self.0.omitted)))?;
        }
        parts.end()
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Said(Kind::Text, said) => Text("text", said).serialize(serializer),
            Self::Said(Kind::Reasoning, said) => Text("reasoning", said).serialize(serializer),
            Self::Called(call) => call.serialize(serializer),
        }
    }
}

/// A part of a type that has nothing but its content.
struct Text<T>(&'static str, T);

impl<T: ToString> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("type", self.0)?;
        map.serialize_entry("content", &self.1.to_string())?;
        map.end()
    }
}

impl Serialize for ToolCall {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "tool_call")?;
        if let Some(id) = self.id.text() {
            map.serialize_entry("id", id)?;
        }
        // The schema wants a name, also where none was said or none had room.
        map.serialize_entry("name", self.name.text().unwrap_or_default())?;
        if self.arguments.whole() != Some("") {
            match json(&self.arguments) {
                Some(arguments) => map.serialize_entry("arguments", arguments)?,
                None => map.serialize_entry("arguments", &self.arguments.to_string())?,
            }
        }
        map.end()
    }
}

/// Arguments that are complete JSON, in their own words.
fn json(arguments: &Clip) -> Option<&RawValue> {
    let text = arguments.whole()?;
    let value: Value = serde_json::from_str(text).ok()?;
    let readable = is_at_most(DEEPEST_ARGUMENTS, &value);
    readable.then(|| serde_json::from_str(text).ok()).flatten()
}

fn is_at_most(depth: usize, value: &Value) -> bool {
    match (value, depth.checked_sub(1)) {
        (Value::Array(values), Some(depth)) => values.iter().all(|value| is_at_most(depth, value)),
        (Value::Object(values), Some(depth)) => {
            values.values().all(|value| is_at_most(depth, value))
        }
        (Value::Array(_) | Value::Object(_), None) => false,
        _ => true,
    }
}
