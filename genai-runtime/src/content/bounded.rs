//! A list that keeps its first and its last elements, within a limit of bytes.

use std::collections::VecDeque;
use std::collections::vec_deque::Iter;
use std::ops::Deref;

use super::render::{Item, Limit, Piece, list};

/// The limit in bytes of each of: the messages of one operation, its instructions, its tools, and its records.
pub(super) const MOST: usize = 4 << 20;

/// The memory that a value takes.
pub(crate) trait Weight {
    /// Bytes, including the value itself.
    fn weight(&self) -> usize;
}

/// A list that drops elements after the first one when it exceeds [`MOST`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bounded<T> {
    /// A ring buffer, so that removing the second element does not move all others.
    things: VecDeque<T>,
    /// The number of elements that were dropped after the first.
    dropped: u64,
    /// Bytes of the content of dropped elements.
    dropped_bytes: u64,
    weight: usize,
}

impl<T> Default for Bounded<T> {
    fn default() -> Self {
        Self {
            things: VecDeque::new(),
            dropped: 0,
            dropped_bytes: 0,
            weight: 0,
        }
    }
}

impl<T> Deref for Bounded<T> {
    type Target = VecDeque<T>;

    fn deref(&self) -> &VecDeque<T> {
        &self.things
    }
}

impl<'a, T> IntoIterator for &'a Bounded<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.things.iter()
    }
}

impl<T> Bounded<T> {
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.things.iter_mut()
    }

    pub(super) fn into_things(self) -> impl Iterator<Item = T> {
        self.things.into_iter()
    }

    pub(super) fn first_mut(&mut self) -> Option<&mut T> {
        self.things.front_mut()
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        self.things.back_mut()
    }

    /// Bytes of all elements.
    #[cfg(feature = "sdk")]
    pub(super) fn weight(&self) -> usize {
        self.weight
    }

    /// Counts the growth of an element.
    pub(super) fn grow(&mut self, bytes: usize) {
        self.weight = self.weight.saturating_add(bytes);
    }

    /// Counts the shrinking of an element.
    pub(super) fn shrink(&mut self, bytes: usize) {
        self.weight = self.weight.saturating_sub(bytes);
    }

    /// Whether the limit is exceeded.
    pub(super) fn is_full(&self) -> bool {
        self.weight > MOST
    }
}

impl<T: Item + Weight> Bounded<T> {
    /// Appends an element.
    pub(super) fn push(&mut self, thing: T) {
        self.grow(thing.weight());
        if self.things.capacity() == 0 {
            // Most lists have one element.
            self.things.reserve_exact(1);
        }
        self.things.push_back(thing);
        self.make_room();
    }

    /// Drops the oldest elements except the first until the limit holds, or two are left.
    pub(super) fn make_room(&mut self) {
        while self.is_full() && self.things.len() > 2 {
            let Some(oldest) = self.things.remove(1) else {
                return;
            };
            self.shrink(oldest.weight());
            self.dropped += 1;
            self.dropped_bytes += oldest.bytes();
        }
    }

    /// The elements as a JSON array within a limit.
    pub(super) fn json(&self, limit: Limit) -> Option<Piece> {
        let things: Vec<&T> = self.iter().collect();
        list(&things, (self.dropped, self.dropped_bytes), limit)
    }

    /// Bytes of the content of all elements, dropped ones included.
    pub(super) fn content_bytes(&self) -> u64 {
        self.dropped_bytes + self.iter().map(Item::bytes).sum::<u64>()
    }
}
