//! Operations that nobody ends.

use std::panic::{RefUnwindSafe, UnwindSafe};

use super::progress::Progress;
use super::{Operation, Outcome};

impl Operation {
    /// Ends what its caller dropped before it was done.
    pub(super) fn give_up(&mut self) {
        let progress = self.progress.as_deref_mut();
        let outcome = progress.map_or(Outcome::Cancelled, Progress::given_up);
        self.end_once(&outcome);
    }
}

/// What an operation holds is never seen half-changed by user code, so a panic that passes by leaves
/// nothing to be wary of; annotated futures stay as unwind-safe as plain ones.
impl UnwindSafe for Operation {}
impl RefUnwindSafe for Operation {}

/// The last resort: an operation that nobody ended was given up.
impl Drop for Operation {
    fn drop(&mut self) {
        self.give_up();
    }
}
