//! Operations that are dropped before they end.

use std::panic::{RefUnwindSafe, UnwindSafe};

use super::progress::Progress;
use super::{Operation, Outcome};

impl Operation {
    /// Ends an operation that its caller dropped.
    pub(super) fn give_up(&mut self) {
        let progress = self.progress.as_deref_mut();
        let outcome = progress.map_or(Outcome::Cancelled, Progress::given_up);
        self.end_once(&outcome);
    }
}

/// User code never sees an operation half-changed, so unwinding past one is safe: annotated futures stay as unwind-safe
/// as plain ones.
impl UnwindSafe for Operation {}
impl RefUnwindSafe for Operation {}

impl Drop for Operation {
    fn drop(&mut self) {
        self.give_up();
    }
}
