//! What was put lately.

use std::collections::{HashSet, VecDeque};

use super::ContentDigest;

/// So many digests are remembered: about a megabyte and a half.
const MOST: usize = 16 * 1024;

/// The digests that were put last, so that what every turn of a conversation repeats is put once.
#[derive(Debug, Default)]
pub(super) struct Recent {
    known: HashSet<ContentDigest>,
    order: VecDeque<ContentDigest>,
}

impl Recent {
    /// Remembers a digest; says whether it was not known.
    pub(super) fn insert(&mut self, digest: ContentDigest) -> bool {
        if !self.known.insert(digest) {
            return false;
        }
        self.order.push_back(digest);
        if self.order.len() > MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }

    /// Forgets what was not put after all, so that it is tried again when it comes again.
    pub(super) fn forget(&mut self, digest: &ContentDigest) {
        self.known.remove(digest);
    }
}

#[cfg(test)]
mod tests {
    use super::{ContentDigest, MOST, Recent};

    fn digest(number: usize) -> ContentDigest {
        ContentDigest::of(&number.to_be_bytes())
    }

    #[test]
    fn the_last_digests_are_remembered_and_no_more() {
        let mut recent = Recent::default();
        assert!(recent.insert(digest(0)));
        assert!(!recent.insert(digest(0)));
        (1..=MOST).for_each(|number| assert!(recent.insert(digest(number))));
        assert!(!recent.insert(digest(1)), "it is one of the last");
        assert!(recent.insert(digest(0)), "it is the oldest");
        assert!(recent.known.len() <= MOST && recent.order.len() <= MOST);
    }

    #[test]
    fn what_fails_for_ever_takes_no_more_room() {
        let mut recent = Recent::default();
        for _ in 0..2 * MOST {
            assert!(recent.insert(digest(0)));
            recent.forget(&digest(0));
        }
        assert!(recent.known.is_empty() && recent.order.len() <= MOST);
    }
}
