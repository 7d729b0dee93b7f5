//! The fields of a JSON object in their order, each as raw JSON.

use std::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

/// The fields of an object; none if the text is not an object.
pub(super) fn of(json: &str) -> Vec<(String, &RawValue)> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    deserializer.deserialize_map(Fields).unwrap_or_default()
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            fields.push((key, value));
        }
        Ok(fields)
    }
}
