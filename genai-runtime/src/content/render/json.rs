//! Values that were captured as text: valid JSON is written unchanged.

use serde_json::Value;

use super::object::Object;
use super::text::{kept_string, string};
use super::{Limit, Piece};
use crate::content::clip::Omitted;
use crate::content::kept_text::KeptText;

/// The nesting limit of a value. Parsers reject JSON beyond some depth (`serde_json`: 128), so a deeper value is
/// written as a string, to keep the JSON around it readable.
const DEEPEST: usize = 64;

impl KeptText {
    /// The value unchanged, or as a string if it is not JSON or has no room.
    pub(super) fn value(&self, room: usize) -> Option<Piece> {
        let whole = self.whole().filter(|json| json.len() <= room);
        if let Some(json) = whole.filter(|json| parsed(json).is_some()) {
            return Some(Piece {
                json: json.to_owned(),
                omitted: 0,
            });
        }
        kept_string(self, room)
    }

    /// An object with a `type`; only the type if it is not an object or has no room.
    pub(super) fn typed(&self, kind: &str, limit: Limit) -> Option<Piece> {
        let room = limit.total;
        let value = self.whole().and_then(parsed);
        let object = value.as_ref().and_then(Value::as_object);
        let own = object.and_then(|object| object.get("type")?.as_str());
        if own.is_some() && self.bytes() <= room {
            return Some(Piece {
                json: self.beginning().to_owned(),
                omitted: 0,
            });
        }
        let shown = Object::typed(own.unwrap_or(kind), limit);
        if own.is_none() {
            let value_room = shown.room("value", room);
            let value = value_room.and_then(|room| self.value(room));
            if let Some(value) = value {
                return Some(shown.piece("value", &value).finish());
            }
        }
        let omitted = self.content_bytes();
        let note = string(&Omitted(omitted).to_string(), shown.room("omitted", room)?)?;
        let note = Piece { omitted, ..note };
        Some(shown.piece("omitted", &note).finish())
    }
}

/// The value of a text that is JSON and not too deep.
pub(super) fn parsed(text: &str) -> Option<Value> {
    let value = serde_json::from_str(text).ok()?;
    is_at_most(DEEPEST, &value).then_some(value)
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
