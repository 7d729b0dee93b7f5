//! Byte-wise access to a text.

#[cfg(test)]
use std::cell::Cell;

/// A text whose accessors do not look before the end of the last finding.
pub(super) struct Text<'a> {
    bytes: &'a [u8],
    /// The end of the last finding.
    floor: usize,
    /// How many bytes were examined; tests compare it with the length.
    #[cfg(test)]
    work: Cell<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            floor: 0,
            #[cfg(test)]
            work: Cell::new(0),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The end of the last finding.
    pub(super) fn floor(&self) -> usize {
        self.floor
    }

    /// Moves the end of the last finding to an offset.
    pub(super) fn raise_floor(&mut self, floor: usize) {
        self.floor = floor;
    }

    /// The byte at an offset; 0 beyond the end.
    pub(super) fn at(&self, offset: usize) -> u8 {
        self.count(1);
        self.bytes.get(offset).copied().unwrap_or(0)
    }

    /// The byte before an offset; 0 at the beginning, and `]`, with which every marker ends, after a finding.
    pub(super) fn before(&self, offset: usize) -> u8 {
        match offset.checked_sub(1) {
            None => 0,
            Some(_) if offset <= self.floor => b']',
            Some(offset) => self.at(offset),
        }
    }

    /// The byte two before an offset.
    pub(super) fn second_before(&self, offset: usize) -> u8 {
        offset
            .checked_sub(1)
            .map_or(0, |offset| self.before(offset))
    }

    /// The part between two offsets; empty where there is none.
    pub(super) fn part(&self, start: usize, end: usize) -> &'a [u8] {
        self.count(end.saturating_sub(start));
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// Whether a word stands at an offset.
    pub(super) fn starts_with(&self, offset: usize, word: &str) -> bool {
        self.part(offset, offset + word.len()) == word.as_bytes()
    }

    /// Whether a word stands at an offset, in upper or lower case.
    pub(super) fn starts_with_ignoring_case(&self, offset: usize, word: &str) -> bool {
        self.part(offset, offset + word.len())
            .eq_ignore_ascii_case(word.as_bytes())
    }

    /// Whether a word of its own ends at an offset, in upper or lower case.
    pub(super) fn ends_with_word(&self, offset: usize, word: &str) -> bool {
        offset.checked_sub(word.len()).is_some_and(|start| {
            start >= self.floor
                && self.starts_with_ignoring_case(start, word)
                && !self.before(start).is_ascii_alphanumeric()
        })
    }

    /// The end of the bytes from an offset on that are all of a class.
    pub(super) fn run(&self, start: usize, is_in: impl Fn(u8) -> bool) -> usize {
        self.run_of(start, usize::MAX, is_in)
    }

    /// Like [`run`](Self::run), for at most `most` bytes.
    pub(super) fn run_of(&self, start: usize, most: usize, is_in: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let rest = rest.get(..most).unwrap_or(rest);
        let length = rest.iter().position(|byte| !is_in(*byte));
        let length = length.unwrap_or(rest.len());
        self.count(length + 1);
        start + length
    }

    /// The start of the bytes before an offset that are all of a class.
    pub(super) fn run_back(&self, end: usize, is_in: impl Fn(u8) -> bool) -> usize {
        let before = self.bytes.get(self.floor..end).unwrap_or_default();
        let last_outside = before.iter().rposition(|byte| !is_in(*byte));
        let length = before.len() - last_outside.map_or(0, |at| at + 1);
        self.count(length + 1);
        end - length
    }

    #[cfg(test)]
    pub(super) fn work(&self) -> usize {
        self.work.get()
    }

    #[cfg(test)]
    fn count(&self, bytes: usize) {
        self.work.set(self.work.get() + bytes);
    }

    #[cfg(not(test))]
    #[allow(clippy::unused_self, reason = "tests count")]
    fn count(&self, _: usize) {}
}

/// Whether a byte is JSON white space.
pub(super) fn is_json_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether a byte is part of base64url.
pub(super) fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}
