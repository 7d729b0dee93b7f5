//! Renders captured content as JSON in the form of the conventions' schemas, within a limit.
//!
//! The JSON is valid against its schema however small the limit; if that is too small for anything, there is no JSON.
//! Omitted bytes are counted.

mod json;
mod list;
mod message;
mod object;
mod output;
mod part;
mod records;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use list::list;
pub(crate) use message::OMITTED;
pub(crate) use part::reference;
pub(crate) use records::{Record, object_of};
pub(crate) use text::is_shown_whole;

use super::hidden::hides_content;

/// JSON, and the number of omitted bytes of the content.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Piece {
    pub(crate) json: String,
    pub(crate) omitted: u64,
}

hides_content!(Piece);

/// Limits in bytes of JSON.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// Of a text or a value.
    pub(crate) part: usize,
    /// Of all together.
    pub(crate) total: usize,
}

impl Limit {
    /// No limit.
    pub(crate) const NONE: Self = Self {
        part: usize::MAX,
        total: usize::MAX,
    };
}

/// An element of a list that can be rendered in more or less room.
pub(crate) trait Item {
    /// The element within a limit; `None` if that is too small for any of it.
    fn render(&self, limit: Limit) -> Option<Piece>;

    /// Bytes of its content.
    fn bytes(&self) -> u64;

    /// A valid element that stands for omitted ones.
    fn gap(count: u64, bytes: u64) -> String;
}

impl<T: Item> Item for &T {
    fn render(&self, limit: Limit) -> Option<Piece> {
        T::render(self, limit)
    }

    fn bytes(&self) -> u64 {
        T::bytes(self)
    }

    fn gap(count: u64, bytes: u64) -> String {
        T::gap(count, bytes)
    }
}
