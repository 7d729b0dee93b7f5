//! A text that grows piece by piece and of which, once it is too long, the beginning and the end are kept.
//!
//! What is kept depends on the text alone, never on how it was cut into pieces. Memory is bounded by
//! what the text may take, whatever comes in.

use std::collections::VecDeque;
use std::fmt;

use super::{cut, width};
use crate::redact::Redaction;

/// The widest note that stands in for what was cut.
pub(super) const WIDEST_NOTE: usize = "…[18446744073709551615 bytes omitted]…".len();

/// Says how many bytes were cut.
#[derive(Debug)]
pub(super) struct Omitted(pub(super) u64);

impl fmt::Display for Omitted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "…[{} bytes omitted]…", self.0)
    }
}

/// A text, or its beginning and its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Clip {
    /// The whole text, until it is cut.
    beginning: String,
    width: usize,
    end: Option<End>,
}

impl Clip {
    /// Adds to the text, which may be `limit` wide. What is kept is paid from `left`; when there is
    /// nothing left, the text keeps the room that it has.
    pub(super) fn push(&mut self, piece: &str, limit: usize, left: &mut usize) {
        let mut piece = piece;
        if self.end.is_none() {
            let room = limit.saturating_sub(self.width).min(*left);
            let (fitting, width) = width::beginning(piece, room);
            self.beginning.push_str(fitting);
            self.width += width;
            *left -= width;
            piece = piece.get(fitting.len()..).unwrap_or_default();
        }
        if !piece.is_empty() {
            self.end
                .get_or_insert_with(|| cut(&mut self.beginning, self.width))
                .push(piece);
        }
    }

    /// The text, if nothing of it is missing.
    pub(super) fn whole(&self) -> Option<&str> {
        self.end.is_none().then_some(&*self.beginning)
    }

    /// Bytes of the text that are missing.
    pub(super) fn omitted(&self) -> u64 {
        self.end.as_ref().map_or(0, |end| end.omitted)
    }

    /// The text without what must not leave the process.
    ///
    /// Where it is cut, what stands next to the cut is left out too.
    pub(super) fn redacted(&self, redaction: Option<&Redaction>) -> String {
        let Some(redaction) = redaction else {
            return self.to_string();
        };
        let beginning = redaction.apply(&self.beginning);
        let Some(end) = &self.end else {
            return beginning.into_owned();
        };
        let bytes: Vec<u8> = end.bytes.iter().copied().collect();
        let text = String::from_utf8_lossy(&bytes);
        let end_text = redaction.apply(&text);
        let before = cut::before(&beginning, cut::MARGIN);
        let after = cut::after(&end_text, cut::MARGIN);
        let unsure = (beginning.len() - before.len() + end_text.len() - after.len()) as u64;
        format!("{before}{}{after}", Omitted(end.omitted + unsure))
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.beginning.capacity() + self.end.as_ref().map_or(0, |end| end.bytes.capacity())
    }
}

impl fmt::Display for Clip {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.beginning)?;
        if let Some(end) = &self.end {
            let bytes: Vec<u8> = end.bytes.iter().copied().collect();
            let text = String::from_utf8_lossy(&bytes);
            write!(formatter, "{}{text}", Omitted(end.omitted))?;
        }
        Ok(())
    }
}

/// Leaves the first half of a text that is full; the other half becomes its end.
fn cut(text: &mut String, width: usize) -> End {
    let (first, first_width) = width::beginning(text, width / 2);
    let rest = text.split_off(first.len());
    text.shrink_to_fit();
    End {
        bytes: rest.into_bytes().into(),
        width: width - first_width,
        limit: width - first_width,
        omitted: 0,
    }
}

/// The last characters of a text, as many as are at most `limit` wide.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    bytes: VecDeque<u8>,
    width: usize,
    limit: usize,
    /// Bytes between the beginning and this end.
    omitted: u64,
}

impl End {
    fn push(&mut self, piece: &str) {
        let (kept, width) = width::end(piece, self.limit);
        if kept.len() < piece.len() {
            self.omitted += (self.bytes.len() + piece.len() - kept.len()) as u64;
            self.bytes.clear();
            self.width = 0;
        }
        while let Some(&first) = self.bytes.front()
            && (self.width + width > self.limit || continues_a_character(first))
        {
            self.bytes.pop_front();
            self.width -= width::of_byte(first);
            self.omitted += 1;
        }
        self.bytes.extend(kept.as_bytes());
        self.width += width;
    }
}

fn continues_a_character(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::Clip;

    fn clip(limit: usize, pieces: &[&str]) -> String {
        let (mut clip, mut left) = (Clip::default(), usize::MAX);
        for piece in pieces {
            clip.push(piece, limit, &mut left);
        }
        clip.to_string()
    }

    #[test]
    fn a_text_that_fits_is_kept_whole() {
        assert_eq!(clip(4, &["ab", "", "cd"]), "abcd");
    }

    #[test]
    fn of_a_long_text_both_ends_are_kept_and_the_rest_is_counted() {
        assert_eq!(clip(4, &["abcde"]), "ab…[1 bytes omitted]…de");
        assert_eq!(clip(4, &["abc", "def", "ghij"]), "ab…[6 bytes omitted]…ij");
        assert_eq!(clip(0, &["abc"]), "…[3 bytes omitted]…");
    }

    #[test]
    fn characters_are_never_cut() {
        assert_eq!(clip(9, &["🦀🦀🦀🦀"]), "🦀…[8 bytes omitted]…🦀");
        assert_eq!(clip(9, &["🦀🦀🦀", "ab"]), "🦀…[8 bytes omitted]…ab");
        assert_eq!(clip(3, &["🦀🦀"]), "…[8 bytes omitted]…");
    }

    #[test]
    fn escaped_characters_count_as_they_are_written() {
        assert_eq!(clip(4, &["\n\n\n"]), "\n…[1 bytes omitted]…\n");
        assert_eq!(clip(12, &["\0\0", "\0"]), "\0…[1 bytes omitted]…\0");
    }

    #[test]
    fn a_text_keeps_its_room_when_nothing_is_left_for_more() {
        let (mut clip, mut left) = (Clip::default(), 5);
        clip.push("abc", 100, &mut left);
        assert_eq!(left, 2);
        left = 1;
        clip.push("defghi", 100, &mut left);
        assert_eq!(left, 0);
        assert_eq!(clip.to_string(), "ab…[5 bytes omitted]…hi");
    }

    #[test]
    fn memory_is_bounded_whatever_comes_in() {
        let (mut whole, mut pieces, mut left) = (Clip::default(), Clip::default(), usize::MAX);
        let text = "0123456789abcdef".repeat(10 * 64 * 1024);
        whole.push(&text, 1000, &mut left);
        for piece in text.as_bytes().chunks(700) {
            pieces.push(std::str::from_utf8(piece).unwrap(), 1000, &mut left);
        }
        assert_eq!(whole, pieces);
        assert!(whole.capacity() <= 2000 && pieces.capacity() <= 4000);
    }
}
