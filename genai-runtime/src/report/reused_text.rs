//! A text whose buffer is reused.

use std::borrow::Cow;

/// An optional text that keeps its buffer when it is cleared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ReusedText {
    /// Empty if there is none.
    text: String,
    is_known: bool,
}

/// The largest capacity that is kept.
const MOST_ROOM: usize = 256;

impl ReusedText {
    pub(crate) fn get(&self) -> Option<&str> {
        self.is_known.then_some(&self.text)
    }

    pub(crate) fn set(&mut self, text: Cow<'_, str>) {
        self.is_known = true;
        match text {
            Cow::Owned(text) => self.text = text,
            Cow::Borrowed(text) => {
                self.text.clear();
                self.text.push_str(text);
            }
        }
    }

    /// Clears the text, and keeps the buffer.
    pub(crate) fn forget(&mut self) {
        self.text.clear();
        if self.text.capacity() > MOST_ROOM {
            self.text = String::new();
        }
        self.is_known = false;
    }
}

#[cfg(test)]
impl From<&str> for ReusedText {
    fn from(text: &str) -> Self {
        let mut known = Self::default();
        known.set(text.into());
        known
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_ROOM, ReusedText};

    #[test]
    fn the_memory_of_a_cleared_text_is_reused() {
        let mut text = ReusedText::default();
        assert_eq!(text.get(), None);
        text.set("chatcmpl-1".into());
        assert_eq!(text.get(), Some("chatcmpl-1"));
        let room = text.text.as_ptr();
        text.forget();
        assert_eq!(text.get(), None);
        assert_eq!(text, ReusedText::default());
        text.set("chatcmpl-2".into());
        assert_eq!(text.get(), Some("chatcmpl-2"));
        assert_eq!(text.text.as_ptr(), room);
    }

    #[test]
    fn an_empty_text_is_distinct_from_none() {
        let mut text = ReusedText::default();
        text.set("".into());
        assert_eq!(text.get(), Some(""));
    }

    #[test]
    fn the_memory_of_a_long_text_is_released() {
        let mut text = ReusedText::default();
        text.set("x".repeat(MOST_ROOM + 1).into());
        text.forget();
        assert_eq!(text.text.capacity(), 0);
    }
}
