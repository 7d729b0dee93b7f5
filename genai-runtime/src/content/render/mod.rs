//! What was captured as JSON in the form of the conventions' schemas, cut to what it may take.
//!
//! The JSON is valid against its schema however little room there is; where there is too little for
//! anything, there is none. What is left out is counted.

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

/// JSON, and how many bytes of what was said are not in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Piece {
    pub(crate) json: String,
    pub(crate) omitted: u64,
}

hides_content!(Piece);

/// How many bytes may be taken, counted as JSON.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// By a text, or by a value.
    pub(crate) part: usize,
    /// By all together.
    pub(crate) total: usize,
}

impl Limit {
    /// No limit.
    pub(crate) const NONE: Self = Self {
        part: usize::MAX,
        total: usize::MAX,
    };
}

/// A thing that can be shown in more or less room.
pub(crate) trait Item {
    /// The thing in at most that much room; none if that is too little for anything of it.
    fn render(&self, limit: Limit) -> Option<Piece>;

    /// Bytes of what was said with it.
    fn bytes(&self) -> u64;

    /// What stands in the place of things that there is no room for, as one that is valid in their list.
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
