//! Ends an operation when a panic unwinds through it.

use super::{Operation, Outcome};

/// Ends an operation as failed if it is dropped while still armed, that is by unwinding.
///
/// `std::thread::panicking` would not do: it is also true where code completes in a destructor during an unrelated
/// panic.
pub(super) struct FailOnUnwind<'a> {
    operation: &'a mut Operation,
    armed: bool,
}

impl<'a> FailOnUnwind<'a> {
    pub(super) fn new(operation: &'a mut Operation) -> Self {
        Self {
            operation,
            armed: true,
        }
    }

    pub(super) fn operation(&mut self) -> &mut Operation {
        self.operation
    }

    pub(super) fn disarm(mut self) {
        self.armed = false;
    }
}

impl Drop for FailOnUnwind<'_> {
    fn drop(&mut self) {
        if self.armed {
            self.operation.end_once(&Outcome::panicked());
        }
    }
}
