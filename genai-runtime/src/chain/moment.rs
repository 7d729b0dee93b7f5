//! Which of two things in a chain came first.

use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A moment in the life of the process: later than those that were asked for before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

impl Moment {
    pub(crate) fn now() -> Self {
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}
