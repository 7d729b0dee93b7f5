//! A logical clock that orders calls and ends of steps.

use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A moment of the logical clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

impl Moment {
    /// The end of a step: every later call compares greater.
    pub(super) fn of_end() -> Self {
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// The call of a function: greater than every end before, equal to other calls until the next end.
    #[inline]
    pub(crate) fn of_call() -> Self {
        Self(NEXT.load(Ordering::Relaxed))
    }
}
