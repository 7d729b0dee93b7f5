//! A text that grows piece by piece and of which, once it is too long, the beginning and the end are kept.
//!
//! What is kept depends on the text alone, never on how it was cut into pieces. Memory is bounded by
//! what the text may take, whatever comes in. A text from which something is to be taken out keeps a margin besides,
//! next to where it is cut.

use std::collections::VecDeque;
use std::fmt;

use super::hidden::hides_content;
use super::room::Room;
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
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Clip {
    /// The whole text, until it is cut.
    beginning: String,
    width: usize,
    /// How much of the width may be shown; the rest is kept for redaction alone.
    paid: usize,
    end: Option<End>,
}

hides_content!(Clip, End);

impl Clip {
    /// Adds to the text. What is kept is paid from the room; when there is nothing left of that, the text keeps what
    /// it has.
    pub(super) fn push(&mut self, piece: &str, room: &mut Room) {
        let mut piece = piece;
        if self.end.is_none() {
            let (shown, margin) = room.for_text(self.paid, self.width - self.paid);
            let (fitting, width) = width::beginning(piece, shown.saturating_add(margin));
            let paid = width.min(shown);
            room.take(paid, width - paid);
            self.beginning.push_str(fitting);
            self.width += width;
            self.paid += paid;
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

    /// The text without what must not leave the process, no wider than what it has paid for, and how many bytes of it
    /// are missing.
    ///
    /// Where it is cut, what stands next to the cut is left out too.
    pub(super) fn redacted(&self, redaction: Option<&Redaction>) -> (String, u64) {
        let Some(redaction) = redaction else {
            return (self.to_string(), self.omitted());
        };
        let beginning = redaction.apply(&self.beginning);
        let Some(end) = &self.end else {
            if self.width == self.paid {
                return (beginning.into_owned(), 0);
            }
            let mut clip = Self::default();
            clip.push(&beginning, &mut Room::of_text(self.paid));
            return (clip.to_string(), clip.omitted());
        };
        let bytes: Vec<u8> = end.bytes.iter().copied().collect();
        let text = String::from_utf8_lossy(&bytes);
        let end_text = redaction.apply(&text);
        let before = cut::before(&beginning, cut::MARGIN);
        let after = cut::after(&end_text, cut::MARGIN);
        let (before, width) = width::beginning(before, self.paid / 2);
        let (after, _) = width::end(after, self.paid - width);
        let unsure = (beginning.len() - before.len() + end_text.len() - after.len()) as u64;
        let omitted = end.omitted + unsure;
        (format!("{before}{}{after}", Omitted(omitted)), omitted)
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
#[derive(Clone, PartialEq, Eq)]
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
    use crate::content::Budget;
    use crate::content::cut::Margin;
    use crate::content::room::Room;
    use crate::redact::Redaction;

    fn room(part: usize, total: usize, margin: Margin) -> Room {
        Room::new(Budget { part, total }, margin)
    }

    fn clip(limit: usize, pieces: &[&str]) -> String {
        let (mut clip, mut room) = (Clip::default(), room(limit, usize::MAX, Margin::None));
        for piece in pieces {
            clip.push(piece, &mut room);
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
        let (mut clip, mut room) = (Clip::default(), room(100, 5, Margin::None));
        clip.push("abc", &mut room);
        assert_eq!(room.left(), 2);
        assert!(room.pay(1));
        clip.push("defghi", &mut room);
        assert_eq!(room.left(), 0);
        assert_eq!(clip.to_string(), "ab…[5 bytes omitted]…hi");
    }

    #[test]
    fn memory_is_bounded_whatever_comes_in() {
        let (mut whole, mut pieces) = (Clip::default(), Clip::default());
        let mut room = room(1000, usize::MAX, Margin::None);
        let text = "0123456789abcdef".repeat(10 * 64 * 1024);
        whole.push(&text, &mut room);
        for piece in text.as_bytes().chunks(700) {
            pieces.push(std::str::from_utf8(piece).unwrap(), &mut room);
        }
        assert_eq!(whole, pieces);
        assert!(whole.capacity() <= 2000 && pieces.capacity() <= 4000);
    }

    /// What is shown of words of which 4000 bytes may be, once something was taken out of them.
    fn words_shown(count: usize) -> (String, String, u64) {
        let words: Vec<String> = (0..count).map(|word| format!("w{word:06} ")).collect();
        let text = words.concat();
        let (mut clip, mut room) = (Clip::default(), room(4000, 64_000, Margin::Narrow));
        for piece in text.as_bytes().chunks(33) {
            clip.push(std::str::from_utf8(piece).unwrap(), &mut room);
        }
        let (shown, omitted) = clip.redacted(Some(&Redaction::built_in()));
        (text, shown, omitted)
    }

    #[test]
    fn of_a_long_text_that_is_redacted_as_much_is_shown_as_of_any_other() {
        for count in [501, 1_000, 2_540, 2_560, 10_000] {
            let (text, shown, omitted) = words_shown(count);
            let ends: Vec<&str> = shown
                .split(&format!("…[{omitted} bytes omitted]…"))
                .collect();
            let [beginning, end] = ends[..] else {
                panic!("{count}: {shown}");
            };
            assert!(
                text.starts_with(beginning) && text.ends_with(end),
                "{shown}"
            );
            let kept = beginning.len() + end.len();
            assert_eq!(kept + usize::try_from(omitted).unwrap(), text.len());
            assert!((3_980..=4_000).contains(&kept), "{count}: {kept}");
        }
        let (text, shown, omitted) = words_shown(500);
        assert_eq!((shown, omitted), (text, 0));
    }
}
