//! Which of two things in a chain came first.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::switch::is_switched_off;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A moment in the life of the process: later than those that were asked for before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

impl Moment {
    pub(crate) fn now() -> Self {
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// When a function is called; the beginning of all where nobody asks, since telemetry is switched off.
    #[inline]
    pub(crate) fn of_call() -> Self {
        if is_switched_off() {
            Self::default()
        } else {
            Self::now()
        }
    }
}
