//! Waits until several pieces of work are done.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// How many pieces of work are not done.
#[derive(Debug)]
pub(super) struct Latch {
    left: Mutex<usize>,
    changed: Condvar,
}

/// One piece of work, which is done when this is dropped.
#[derive(Debug)]
pub(super) struct Piece<'a>(&'a Latch);

impl Latch {
    pub(super) const fn new(pieces: usize) -> Self {
        Self {
            left: Mutex::new(pieces),
            changed: Condvar::new(),
        }
    }

    /// Begins a piece of work.
    pub(super) const fn piece(&self) -> Piece<'_> {
        Piece(self)
    }

    /// Waits until all pieces are done, at most until `deadline`.
    pub(super) fn wait(&self, deadline: Instant) {
        let time = deadline.saturating_duration_since(Instant::now());
        let left = self.left();
        let _ = self
            .changed
            .wait_timeout_while(left, time, |left| *left > 0);
    }

    fn left(&self) -> MutexGuard<'_, usize> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Piece<'_> {
    fn drop(&mut self) {
        let mut left = self.0.left();
        *left = left.saturating_sub(1);
        self.0.changed.notify_all();
    }
}
