//! A bound on how much of something exists at a time.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A bounded amount, taken and given back in parts. A part that does not fit takes nothing, not even for a moment, so
/// a smaller one still finds room.
///
/// Sequentially consistent.
#[derive(Debug)]
pub(crate) struct Quota {
    most: usize,
    taken: AtomicUsize,
}

impl Quota {
    pub(crate) const fn new(most: usize) -> Self {
        let taken = AtomicUsize::new(0);
        Self { most, taken }
    }

    /// Takes `amount` if that much is left; returns whether it was.
    pub(crate) fn take(&self, amount: usize) -> bool {
        let added = |taken: usize| {
            let together = taken.checked_add(amount);
            together.filter(|together| *together <= self.most)
        };
        self.taken
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, added)
            .is_ok()
    }

    /// Gives back an amount that was taken.
    pub(crate) fn give_back(&self, amount: usize) {
        self.taken.fetch_sub(amount, Ordering::SeqCst);
    }

    /// How much is taken.
    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::Quota;

    #[test]
    fn a_request_beyond_the_quota_reserves_nothing() {
        let quota = Quota::new(10);
        assert!(quota.take(6));
        for amount in [5, usize::MAX] {
            assert!(!quota.take(amount));
            assert_eq!(quota.taken(), 6);
        }
        assert!(quota.take(4) && !quota.take(1) && quota.take(0));
        quota.give_back(6);
        assert!(quota.take(6));
    }

    #[test]
    fn smaller_requests_succeed_while_larger_ones_are_refused() {
        let quota = Quota::new(10);
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    assert!(!quota.take(11));
                }
            });
            let refused = (0..500_000).filter(|_| {
                let is_there = quota.take(1);
                quota.give_back(usize::from(is_there));
                !is_there
            });
            let refused = refused.count();
            is_over.store(true, Ordering::Relaxed);
            assert_eq!(refused, 0);
        });
    }
}
