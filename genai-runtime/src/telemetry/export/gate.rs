//! A mutex with a deadline.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Instant;

/// A lock that is acquired with a deadline.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    is_taken: Mutex<bool>,
    freed: Condvar,
}

/// Holds the lock.
#[derive(Debug)]
pub(crate) struct GateGuard<'a>(&'a Gate);

impl Gate {
    /// Acquires the lock, waiting at most until `deadline`.
    pub(crate) fn enter(&self, deadline: Instant) -> Option<GateGuard<'_>> {
        let left = deadline.saturating_duration_since(Instant::now());
        let is_taken = self.is_taken.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut is_taken, _) = self
            .freed
            .wait_timeout_while(is_taken, left, |is_taken| *is_taken)
            .unwrap_or_else(PoisonError::into_inner);
        let is_free = !std::mem::replace(&mut *is_taken, true);
        is_free.then(|| GateGuard(self))
    }
}

impl Drop for GateGuard<'_> {
    fn drop(&mut self) {
        let Self(gate) = self;
        *gate.is_taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        gate.freed.notify_one();
    }
}
