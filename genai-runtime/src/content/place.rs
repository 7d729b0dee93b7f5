//! Positions of texts in an answer, which tell whether a text continues the previous one.

/// The position of a text in an answer: the item, and the part within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    item: usize,
    part: usize,
}

impl Place {
    /// A block of a message. Texts in adjacent blocks are one text: citations have blocks of their own.
    pub(crate) const fn of_block(index: usize) -> Self {
        Self {
            item: 0,
            part: index,
        }
    }

    /// An item of the output that has one text.
    pub(crate) const fn of_item(index: usize) -> Self {
        Self {
            item: index,
            part: usize::MAX,
        }
    }

    /// A part of an item's summary, which is not adjacent to any other.
    pub(crate) const fn of_summary(item: usize, index: usize) -> Self {
        Self {
            item,
            part: index.saturating_mul(2),
        }
    }

    #[cfg(feature = "content")]
    fn is_followed_by(self, next: Self) -> bool {
        let is_near = self.part == next.part || self.part.checked_add(1) == Some(next.part);
        self.item == next.item && is_near
    }
}

/// The places where a text begins and ends; `None` for a text without a place, which continues any other.
#[cfg(feature = "content")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reach(Option<(Place, Place)>);

#[cfg(feature = "content")]
impl Reach {
    pub(super) const fn of(place: Place) -> Self {
        Self(Some((place, place)))
    }

    /// Whether another text continues this one.
    pub(super) fn is_followed_by(self, next: Self) -> bool {
        match (self.0, next.0) {
            (Some((_, end)), Some((beginning, _))) => end.is_followed_by(beginning),
            _ => true,
        }
    }

    /// Extends this text by one that continues it.
    pub(super) fn extend(&mut self, next: Self) {
        self.0 = match (self.0, next.0) {
            (Some((beginning, _)), Some((_, end))) => Some((beginning, end)),
            (mine, next) => next.or(mine),
        };
    }
}

#[cfg(all(test, feature = "content"))]
mod tests {
    use super::{Place, Reach};

    #[test]
    fn a_text_goes_on_where_it_stands_and_in_the_next_block() {
        let first = Place::of_block(1);
        for (next, goes_on) in [
            (Place::of_block(1), true),
            (Place::of_block(2), true),
            (Place::of_block(3), false),
            (Place::of_block(0), false),
        ] {
            assert_eq!(first.is_followed_by(next), goes_on, "{next:?}");
        }
        assert!(Place::of_item(1).is_followed_by(Place::of_item(1)));
        assert!(!Place::of_item(1).is_followed_by(Place::of_item(2)));
        let summary = Place::of_summary(1, 0);
        assert!(summary.is_followed_by(Place::of_summary(1, 0)));
        assert!(!summary.is_followed_by(Place::of_summary(1, 1)));
        assert!(!summary.is_followed_by(Place::of_item(1)));
    }

    #[test]
    fn a_text_reaches_as_far_as_what_it_took_in() {
        let block = |index| Reach::of(Place::of_block(index));
        let mut text = Reach::default();
        for index in [1, 2, 3] {
            assert!(text.is_followed_by(block(index)));
            text.extend(block(index));
        }
        text.extend(Reach::default());
        assert!(text.is_followed_by(block(4)) && !text.is_followed_by(block(5)));
        assert!(block(0).is_followed_by(text) && !block(2).is_followed_by(text));
    }
}
