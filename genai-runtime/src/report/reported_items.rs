//! Which output items a stream has reported in fragments.

#[cfg(feature = "serde_json")]
use super::Response;

/// Which output items a stream has reported, and how: in fragments, which the whole item repeats, in whole texts, or
/// only as a whole item. Items after the 64th are assumed to come in fragments, as nearly all do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ReportedItems {
    /// One bit for each item.
    in_fragments: u64,
    in_texts: u64,
}

impl ReportedItems {
    /// Merges newer facts.
    pub(crate) const fn merge(&mut self, newer: Self) {
        self.in_fragments |= newer.in_fragments;
        self.in_texts |= newer.in_texts;
    }
}

#[cfg(feature = "serde_json")]
impl Response<'_> {
    /// Records that an item comes in fragments.
    pub(super) fn item_has_fragments(&mut self, item: usize) {
        self.facts.reported_items.in_fragments |= bit(item).unwrap_or(0);
    }

    /// Whether a whole text of an item is new, and does not repeat fragments; records that the item was reported.
    pub(super) fn takes_whole_text(&mut self, item: usize) -> bool {
        let reported = &mut self.facts.reported_items;
        let Some(bit) = bit(item) else { return false };
        reported.in_texts |= bit;
        reported.in_fragments & bit == 0
    }

    /// Whether a whole item is new, and does not repeat fragments or texts.
    pub(super) fn takes_whole_item(&self, item: usize) -> bool {
        let reported = self.facts.reported_items;
        bit(item).is_some_and(|bit| (reported.in_fragments | reported.in_texts) & bit == 0)
    }
}

#[cfg(feature = "serde_json")]
fn bit(item: usize) -> Option<u64> {
    1_u64.checked_shl(u32::try_from(item).ok()?)
}

#[cfg(all(test, feature = "serde_json"))]
mod tests {
    use crate::report::{Response, ResponseFacts};

    #[test]
    fn a_whole_item_is_reported_only_if_its_fragments_and_texts_were_not() {
        let mut facts = ResponseFacts::default();
        let mut response = Response::new(&mut facts);
        response.item_has_fragments(0);
        assert!(!response.takes_whole_text(0) && !response.takes_whole_item(0));
        assert!(response.takes_whole_item(1));
        assert!(response.takes_whole_text(1) && response.takes_whole_text(1));
        assert!(!response.takes_whole_item(1));
        assert!(response.takes_whole_item(63));
        for beyond in [64, 65, usize::MAX] {
            response.item_has_fragments(beyond);
            assert!(!response.takes_whole_text(beyond) && !response.takes_whole_item(beyond));
        }
        assert!(response.takes_whole_item(2));
    }

    #[test]
    fn separately_collected_facts_continue_from_the_reported_items() {
        let mut facts = ResponseFacts::default();
        Response::new(&mut facts).item_has_fragments(0);
        let mut apart = facts.apart();
        let mut response = Response::new(&mut apart);
        assert!(!response.takes_whole_item(0));
        response.item_has_fragments(1);
        facts.merge(apart);
        let response = Response::new(&mut facts);
        assert!(!response.takes_whole_item(0) && !response.takes_whole_item(1));
    }
}
