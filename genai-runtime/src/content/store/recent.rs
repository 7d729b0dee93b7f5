//! Remembers recently stored digests.

use std::collections::{HashSet, VecDeque};
use std::time::{Duration, Instant};

use super::ContentDigest;

/// How many digests are remembered: about 2 MB.
const MOST: usize = 16 * 1024;

/// How long a digest is remembered, so that content that is removed from the store can return.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Recently stored digests, so that content that every turn of a conversation repeats is stored once.
#[derive(Default)]
pub(super) struct Recent {
    known: HashSet<ContentDigest>,
    order: VecDeque<(ContentDigest, Instant)>,
}

impl Recent {
    /// Remembers a digest; returns whether it is new.
    pub(super) fn insert(&mut self, digest: ContentDigest, now: Instant) -> bool {
        let is_old = |since: Instant| now.saturating_duration_since(since) > LONGEST;
        while self.order.front().is_some_and(|(_, since)| is_old(*since)) {
            self.forget_oldest();
        }
        if !self.known.insert(digest) {
            return false;
        }
        self.order.push_back((digest, now));
        if self.order.len() > MOST {
            self.forget_oldest();
        }
        true
    }

    /// Forgets a digest whose content was not stored, so that it is tried again when it recurs.
    pub(super) fn forget(&mut self, digest: &ContentDigest) {
        self.known.remove(digest);
    }

    fn forget_oldest(&mut self) {
        if let Some((oldest, _)) = self.order.pop_front() {
            self.known.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ContentDigest, Duration, Instant, LONGEST, MOST, Recent};

    fn digest(number: usize) -> ContentDigest {
        ContentDigest::of(&number.to_be_bytes())
    }

    #[test]
    fn the_last_digests_are_remembered_and_no_more() {
        let (mut recent, now) = (Recent::default(), Instant::now());
        assert!(recent.insert(digest(0), now));
        assert!(!recent.insert(digest(0), now));
        (1..=MOST).for_each(|number| assert!(recent.insert(digest(number), now)));
        assert!(!recent.insert(digest(1), now), "it is one of the last");
        assert!(recent.insert(digest(0), now), "it is the oldest");
        assert!(recent.known.len() <= MOST && recent.order.len() <= MOST);
    }

    #[test]
    fn a_digest_is_remembered_for_some_time() {
        let (mut recent, now) = (Recent::default(), Instant::now());
        assert!(recent.insert(digest(0), now));
        assert!(!recent.insert(digest(0), now + LONGEST));
        assert!(recent.insert(digest(0), now + LONGEST + Duration::from_secs(1)));
    }

    #[test]
    fn digests_that_always_fail_take_bounded_room() {
        let (mut recent, now) = (Recent::default(), Instant::now());
        for _ in 0..2 * MOST {
            assert!(recent.insert(digest(0), now));
            recent.forget(&digest(0));
        }
        assert!(recent.known.is_empty() && recent.order.len() <= MOST);
    }
}
