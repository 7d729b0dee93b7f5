//! How many bytes a JSON value has as a text, without writing the text.

use std::io::{self, Write};

use serde_json::Value;

/// Number of bytes of the value's shortest text.
pub(crate) fn json_size(value: &Value) -> u64 {
    let mut bytes = Count(0);
    // A value always has a text, and counting never fails.
    let _written = serde_json::to_writer(&mut bytes, value);
    bytes.0
}

/// Number of bytes of a value's shortest JSON; `None` if it cannot be serialised.
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
    fn is_that_of_the_written_text() {
        for value in [
            json!(null),
            json!({"city": "Malmö \"\n", "days": [1, 2.5, -3], "units": {}}),
        ] {
            assert_eq!(json_size(&value), value.to_string().len() as u64);
        }
    }
}
