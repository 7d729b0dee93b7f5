//! Texts of bounded length: longer ones keep their beginning.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::Value;

use super::borrowed_part::Json;
use super::hidden::hides_content;
use super::{boundary, buffers, cut};
use crate::redact::Redaction;

/// The limit of a single text in bytes.
pub(super) const LONGEST_TEXT: usize = 1 << 20;

/// How many bytes of a longer text are copied: the limit and the margin for redaction.
pub(super) const LONGEST_COPY: usize = LONGEST_TEXT + cut::MARGIN;

/// A text, or the beginning of a very long one. It may be JSON.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct KeptText {
    text: String,
    /// The number of bytes missing at the end.
    omitted: u64,
}

hides_content!(KeptText);

impl KeptText {
    /// A copy of a text.
    pub(crate) fn of(text: &str) -> Self {
        let kept = boundary::beginning(text, LONGEST_COPY);
        Self {
            text: buffers::copy(kept),
            omitted: (text.len() - kept.len()) as u64,
        }
    }

    /// The beginning of a value's JSON.
    fn of_value(value: &Value) -> Self {
        let mut beginning = Beginning::default();
        // Neither serializing a value nor writing to `Beginning` can fail.
        let _written = serde_json::to_writer(&mut beginning, value);
        beginning.into()
    }

    /// A text of which all bytes are missing.
    pub(super) fn omitted_whole(bytes: usize) -> Self {
        Self {
            text: String::new(),
            omitted: bytes as u64,
        }
    }

    /// The text, if nothing is missing.
    pub(crate) fn whole(&self) -> Option<&str> {
        (self.omitted == 0).then_some(&self.text)
    }

    /// The kept beginning of the text.
    pub(crate) fn beginning(&self) -> &str {
        &self.text
    }

    /// Whether all of a text is missing.
    pub(super) fn is_omitted_whole(&self) -> bool {
        self.omitted > 0 && self.text.is_empty()
    }

    /// Kept bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Missing bytes.
    pub(crate) fn omitted(&self) -> u64 {
        self.omitted
    }

    /// Bytes of the whole text.
    pub(crate) fn content_bytes(&self) -> u64 {
        self.text.len() as u64 + self.omitted
    }

    /// Redacts the text, and drops the margin before a cut, in which a secret may begin.
    pub(super) fn redact(&mut self, redaction: &Redaction) {
        let redacted = redaction.clean(&self.text);
        if self.omitted > 0 {
            let sure = cut::before(&redacted, cut::MARGIN);
            self.omitted += (redacted.len() - sure.len()) as u64;
            self.text = sure.to_owned();
        } else if let Cow::Owned(redacted) = redacted {
            self.text = redacted;
        }
    }
}

/// A text that is within its limit already.
impl From<String> for KeptText {
    fn from(text: String) -> Self {
        Self { text, omitted: 0 }
    }
}

impl From<Json<'_>> for KeptText {
    fn from(json: Json<'_>) -> Self {
        match json {
            Json::Text(text) => Self::of(text),
            Json::Value(value) => Self::of_value(value),
        }
    }
}

/// Keeps the beginning of what is written, and counts the rest.
#[derive(Default)]
struct Beginning {
    bytes: Vec<u8>,
    omitted: u64,
}

impl Write for Beginning {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let room = LONGEST_COPY - self.bytes.len();
        let kept = text.get(..room).unwrap_or(text);
        self.bytes.extend_from_slice(kept);
        self.omitted += (text.len() - kept.len()) as u64;
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl From<Beginning> for KeptText {
    fn from(beginning: Beginning) -> Self {
        let Beginning { bytes, mut omitted } = beginning;
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            // A character was cut.
            let end = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            omitted += (bytes.len() - end) as u64;
            bytes.truncate(end);
            String::from_utf8(bytes).unwrap_or_default()
        });
        Self { text, omitted }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{KeptText, LONGEST_COPY, LONGEST_TEXT};
    use crate::content::borrowed_part::Json;
    use crate::redact::Redaction;

    #[test]
    fn a_value_is_kept_like_its_text() {
        let long = json!({"a": "x".repeat(LONGEST_COPY - 7), "b": "é"});
        let wide = json!(["x".repeat(LONGEST_COPY - 3), "é"]);
        for value in [json!({"city": "Malmö", "days": [1, 2.5]}), long, wide] {
            let text = value.to_string();
            let kept = KeptText::from(Json::Value(&value));
            assert!(kept == KeptText::of(&text), "{} bytes", text.len());
            assert_eq!(kept.content_bytes(), text.len() as u64);
            assert!(text.starts_with(kept.beginning()) && kept.bytes() <= LONGEST_COPY);
            assert_eq!(kept.whole().is_some(), text.len() <= LONGEST_COPY);
        }
    }

    #[test]
    fn no_part_of_a_secret_next_to_the_cut_is_kept() {
        const CARD: &str = "5555 5555 5555 4444";
        let redaction = Redaction::built_in();
        for distance in (0..CARD.len() + 8).step_by(5).chain([4096, 5000]) {
            let words = "word ".repeat((LONGEST_COPY - distance) / 5);
            let text = format!("{words}{CARD} {}", "word ".repeat(LONGEST_TEXT / 5));
            let mut kept = KeptText::of(&text);
            kept.redact(&redaction);
            assert!(!kept.beginning().contains("5555"), "{distance}");
            assert!(kept.bytes() > LONGEST_TEXT - 64 && kept.bytes() <= LONGEST_TEXT + 64);
        }
    }
}
