//! The size of JSON in bytes, without serializing it to memory.

use std::io::{self, Write};

use serde_json::Value;

/// Size of the value as compact JSON, in bytes.
pub(crate) fn json_size(value: &Value) -> u64 {
    let mut bytes = Count(0);
    // Neither serializing a `Value` nor counting can fail.
    let _written = serde_json::to_writer(&mut bytes, value);
    bytes.0
}

/// Size of any value as compact JSON, in bytes; `None` if it cannot be serialized.
#[cfg(any(feature = "async-openai", feature = "content"))]
pub(crate) fn json_size_of(value: &impl serde::Serialize) -> Option<u64> {
    let mut bytes = Count(0);
    serde_json::to_writer(&mut bytes, value).ok()?;
    Some(bytes.0)
}

struct Count(u64);

impl Write for Count {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(text.len() as u64);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::json_size;

    #[test]
    fn is_the_length_of_compact_json() {
        for value in [
            json!(null),
            json!({"city": "Malmö \"\n", "days": [1, 2.5, -3], "units": {}}),
        ] {
            assert_eq!(json_size(&value), value.to_string().len() as u64);
        }
    }
}
