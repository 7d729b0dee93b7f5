//! Typed access to the attributes of captured spans, events and links.

use opentelemetry::{Array, KeyValue, Value};

/// The last value of an attribute: the SDK keeps each one that was set.
pub(super) fn find<'a>(attributes: &'a [KeyValue], key: &str) -> Option<&'a Value> {
    attributes
        .iter()
        .rfind(|attribute| attribute.key.as_str() == key)
        .map(|found| &found.value)
}

/// Implements lookups by key in the field `attributes`: untyped by the function `$find`, typed by the patterns.
macro_rules! accessors {
    ($captured:ident: $value:ident by $find:path, $text:path, $integer:path, $number:path, $texts:path) => {
        impl $captured {
            /// The value of an attribute.
            pub fn attribute(&self, key: &str) -> Option<&$value> {
                $find(&self.attributes, key)
            }

            /// The value of a text attribute.
            pub fn text(&self, key: &str) -> Option<String> {
                match self.attribute(key) {
                    Some($text(text)) => Some(text.to_string()),
                    _ => None,
                }
            }

            /// The value of an integer attribute.
            pub fn integer(&self, key: &str) -> Option<i64> {
                match self.attribute(key) {
                    Some($integer(integer)) => Some(*integer),
                    _ => None,
                }
            }

            /// The value of a float attribute.
            pub fn number(&self, key: &str) -> Option<f64> {
                match self.attribute(key) {
                    Some($number(number)) => Some(*number),
                    _ => None,
                }
            }

            /// The value of an attribute that is a list of texts.
            pub fn texts(&self, key: &str) -> Option<Vec<String>> {
                $texts(self.attribute(key)?)
            }
        }
    };
    ($captured:ident) => {
        $crate::testing::accessors::accessors!(
            $captured: Value by $crate::testing::accessors::find,
            Value::String, Value::I64, Value::F64, $crate::testing::accessors::texts
        );
    };
}
pub(super) use accessors;

/// The texts of a list of texts.
pub(super) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(Array::String(texts)) => Some(texts.iter().map(ToString::to_string).collect()),
        _ => None,
    }
}
