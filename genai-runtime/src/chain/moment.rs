//! Which of two things in a chain came first.

use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A moment in the life of the process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

impl Moment {
    /// When something ends: what is called from now on comes later.
    pub(super) fn of_end() -> Self {
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// When a function is called: later than all that has ended, as late as what else is called until something does.
    #[inline]
    pub(crate) fn of_call() -> Self {
        Self(NEXT.load(Ordering::Relaxed))
    }
}
