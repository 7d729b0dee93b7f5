//! Lists of which the first and the last things are kept, within so many bytes.

use std::collections::VecDeque;
use std::collections::vec_deque::Iter;
use std::ops::Deref;

use super::render::{Item, Limit, Piece, list};

/// Of all messages of one operation no more is kept than this, in bytes; nor of its instructions, its tools, or the
/// records that it finds.
pub(super) const MOST: usize = 4 << 20;

/// What takes so much memory.
pub(crate) trait Weight {
    /// Bytes, with those of its place.
    fn weight(&self) -> usize;
}

/// The first and the last of many things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bounded<T> {
    /// In a ring, so that what follows the first can go without the others being moved.
    things: VecDeque<T>,
    /// After the first, so many are not kept any more.
    gone: u64,
    /// Bytes of what was said with those.
    gone_bytes: u64,
    weight: usize,
}

impl<T> Default for Bounded<T> {
    fn default() -> Self {
        Self {
            things: VecDeque::new(),
            gone: 0,
            gone_bytes: 0,
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

    /// Bytes that are kept, with those of places.
    #[cfg(feature = "sdk")]
    pub(super) fn weight(&self) -> usize {
        self.weight
    }

    /// Something that is there has grown.
    pub(super) fn grow(&mut self, bytes: usize) {
        self.weight = self.weight.saturating_add(bytes);
    }

    /// Something that is there has shrunk.
    pub(super) fn shrink(&mut self, bytes: usize) {
        self.weight = self.weight.saturating_sub(bytes);
    }

    /// Whether more is kept than may be.
    pub(super) fn is_full(&self) -> bool {
        self.weight > MOST
    }
}

impl<T: Item + Weight> Bounded<T> {
    /// Adds a thing.
    pub(super) fn push(&mut self, thing: T) {
        self.grow(thing.weight());
        if self.things.capacity() == 0 {
            // Most lists have one thing: a first place is no larger than that.
            self.things.reserve_exact(1);
        }
        self.things.push_back(thing);
        self.make_room();
    }

    /// The oldest ones but the first make room for new ones.
    pub(super) fn make_room(&mut self) {
        while self.is_full() && self.things.len() > 2 {
            let Some(oldest) = self.things.remove(1) else {
                return;
            };
            self.shrink(oldest.weight());
            self.gone += 1;
            self.gone_bytes += oldest.bytes();
        }
    }

    /// The things as an array in at most that much room.
    pub(super) fn json(&self, limit: Limit) -> Option<Piece> {
        let things: Vec<&T> = self.iter().collect();
        list(&things, (self.gone, self.gone_bytes), limit)
    }

    /// Bytes of all that was said.
    pub(super) fn said_bytes(&self) -> u64 {
        self.gone_bytes + self.iter().map(Item::bytes).sum::<u64>()
    }
}
