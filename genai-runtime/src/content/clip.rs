//! A text that grows in pieces and keeps only its beginning and end once it exceeds its limit.
//!
//! What is kept depends on the text only, not on its division into pieces. Memory is bounded by the limit. A text that
//! is to be redacted also keeps a margin next to the cut.

use std::collections::VecDeque;
use std::fmt;

use super::hidden::hides_content;
use super::room::Room;
use super::{cut, width};
use crate::redact::Redaction;

/// The length of the longest [`Omitted`] note.
pub(super) const WIDEST_NOTE: usize = "…[18446744073709551615 bytes omitted]…".len();

/// The note on how many bytes were cut.
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
    /// The width that may be shown; the rest is kept for redaction only.
    paid: usize,
    end: Option<End>,
}

hides_content!(Clip, End);

impl Clip {
    /// Appends to the text. What is kept is paid from the room; once that is used up, the text does not grow.
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
                .get_or_insert_with(|| cut(&mut self.beginning, self.width, 0))
                .push(piece);
        }
    }

    /// Appends a text whose middle may be missing already.
    pub(super) fn append(&mut self, newer: &Self, room: &mut Room) {
        self.push(&newer.beginning, room);
        let Some(newer) = &newer.end else {
            return;
        };
        if self.end.is_none() {
            let (shown, margin) = room.for_text(self.paid, self.width - self.paid);
            let width = newer.width.min(shown.saturating_add(margin));
            let paid = width.min(shown);
            room.take(paid, width - paid);
            self.end = Some(cut(&mut self.beginning, self.width, width));
            self.width += width;
            self.paid += paid;
        }
        if let Some(end) = &mut self.end {
            end.skip(newer.omitted);
            end.push(&newer.text());
        }
    }

    /// Bytes of the text, including missing ones.
    pub(super) fn bytes(&self) -> u64 {
        let end = self.end.as_ref().map_or(0, |end| end.bytes.len());
        (self.beginning.len() + end) as u64 + self.omitted()
    }

    /// The text, if nothing of it is missing.
    pub(super) fn whole(&self) -> Option<&str> {
        self.end.is_none().then_some(&*self.beginning)
    }

    /// Missing bytes.
    pub(super) fn omitted(&self) -> u64 {
        self.end.as_ref().map_or(0, |end| end.omitted)
    }

    /// The redacted text, no wider than was paid for, and the number of missing bytes. The margin next to a cut is left
    /// out, since a secret may have been cut there.
    pub(super) fn redacted(&self, redaction: Option<&Redaction>) -> (String, u64) {
        let Some(redaction) = redaction else {
            return (self.to_string(), self.omitted());
        };
        let beginning = redaction.clean(&self.beginning);
        let Some(end) = &self.end else {
            if self.width == self.paid {
                return (beginning.into_owned(), 0);
            }
            let mut clip = Self::default();
            clip.push(&beginning, &mut Room::of_text(self.paid));
            return (clip.to_string(), clip.omitted());
        };
        let text = end.text();
        let end_text = redaction.clean(&text);
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
            write!(formatter, "{}{}", Omitted(end.omitted), end.text())?;
        }
        Ok(())
    }
}

/// Splits a text at half of its limit, which is its width plus `besides`; the second half becomes the end.
fn cut(text: &mut String, width: usize, besides: usize) -> End {
    let whole = width + besides;
    let (first, first_width) = width::beginning(text, whole / 2);
    let rest = text.split_off(first.len());
    text.shrink_to_fit();
    End {
        bytes: rest.into_bytes().into(),
        width: width - first_width,
        limit: whole - first_width,
        omitted: 0,
    }
}

/// The last characters of a text, at most `limit` wide.
#[derive(Clone, PartialEq, Eq)]
struct End {
    bytes: VecDeque<u8>,
    width: usize,
    limit: usize,
    /// Bytes between the beginning and this end.
    omitted: u64,
}

impl End {
    fn text(&self) -> String {
        let (first, rest) = self.bytes.as_slices();
        String::from_utf8_lossy(&[first, rest].concat()).into_owned()
    }

    /// Accounts for missing bytes, which also drops the present end.
    fn skip(&mut self, missing: u64) {
        self.omitted += self.bytes.len() as u64 + missing;
        self.bytes.clear();
        self.width = 0;
    }

    fn push(&mut self, piece: &str) {
        let (kept, width) = width::end(piece, self.limit);
        if kept.len() < piece.len() {
            self.skip((piece.len() - kept.len()) as u64);
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
