//! JSON in a body without framing.

use super::brackets::Brackets;
use super::values::{Text, Unreadable};

/// Collects one value until its brackets are closed. Each element of an array is an item as soon as it is complete.
#[derive(Debug)]
pub(super) struct BareJson {
    text: Vec<u8>,
    limit: usize,
    brackets: Brackets,
    is_array: bool,
    is_begun: bool,
    /// Whether the item is too long, and the rest of it is skipped.
    is_skipped: bool,
}

impl BareJson {
    /// Expects an opening bracket; items have at most `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            text: Vec::new(),
            limit,
            brackets: Brackets::default(),
            is_array: false,
            is_begun: false,
            is_skipped: false,
        }
    }

    /// Whether this byte opens an object or an array.
    pub(super) fn begins_with(byte: u8) -> bool {
        matches!(byte, b'{' | b'[')
    }

    /// Whether the last bracket was closed.
    pub(super) fn is_closed(&self) -> bool {
        self.is_begun && self.brackets.depth() == 0
    }

    /// Whether an array's next element may begin.
    pub(super) fn is_between_elements(&self) -> bool {
        self.is_array && self.brackets.depth() == 1 && self.text.is_empty() && !self.is_skipped
    }

    /// Reads up to the end of an item, of the value or of the line, whichever comes first. Returns the number of bytes
    /// read.
    pub(super) fn read(&mut self, bytes: &[u8]) -> (usize, Option<Text>) {
        let mut read = 0;
        for &byte in bytes {
            if self.is_closed() {
                break;
            }
            read += 1;
            let item = self.pass(byte);
            if item.is_some() || matches!(byte, b'\r' | b'\n') {
                return (read, item);
            }
        }
        (read, None)
    }

    /// Ends a value whose brackets are still open. The item is not valid JSON and becomes an error.
    pub(super) fn cut(mut self) -> Option<Text> {
        if self.is_array && !self.is_skipped {
            self.text.insert(0, b'[');
        }
        self.take()
    }

    fn pass(&mut self, byte: u8) -> Option<Text> {
        let is_structure = self.brackets.pass(byte);
        if !self.is_begun {
            self.is_begun = true;
            self.is_array = byte == b'[';
            return if self.is_array { None } else { self.keep(byte) };
        }
        let outermost = usize::from(self.is_array);
        let depth = self.brackets.depth();
        let is_between = is_structure && self.is_array;
        match byte {
            b',' if is_between && depth == 1 => self.take(),
            b']' if is_between && depth == 0 => self.take(),
            b'}' | b']' if is_structure && depth <= outermost => {
                let too_long = self.keep(byte);
                let item = self.take();
                too_long.or(item)
            }
            _ => self.keep(byte),
        }
    }

    /// Adds a byte to the item, unless that would exceed the limit.
    fn keep(&mut self, byte: u8) -> Option<Text> {
        if self.is_skipped || (self.text.is_empty() && byte.is_ascii_whitespace()) {
            return None;
        }
        if self.text.len() >= self.limit {
            self.text = Vec::new();
            self.is_skipped = true;
            return Some(Err(Unreadable::TooLong));
        }
        self.text.push(byte);
        None
    }

    /// Takes the item, if it is not empty; the next one begins.
    fn take(&mut self) -> Option<Text> {
        self.is_skipped = false;
        let text = std::mem::take(&mut self.text);
        let text = (!text.is_empty()).then_some(text)?;
        let text = String::from_utf8(text)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Some(Ok(text))
    }
}
