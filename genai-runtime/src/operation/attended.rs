//! Operations of functions whose bodies are not moved into a closure.

use super::call::conclude;
use super::{Running, Start};
use crate::callsite::Callsite;

/// A guard that ends an operation when it is dropped: as panicked during unwinding, as completed otherwise.
///
/// Only for functions that return `()`. A function that panics in a destructor while its thread is already unwinding
/// counts as completed.
#[derive(Debug)]
pub struct Attended {
    running: Running,
    /// Whether the thread was unwinding before the function was called.
    was_panicking: bool,
}

impl Attended {
    /// Begins a call of an annotated function.
    pub fn new(callsite: &'static Callsite) -> Self {
        Self {
            running: Running::new(callsite),
            was_panicking: std::thread::panicking(),
        }
    }

    /// The operation, to be described, started and entered.
    pub fn start(&mut self) -> &mut Start {
        self.running.start()
    }
}

impl Drop for Attended {
    fn drop(&mut self) {
        if std::thread::panicking() && !self.was_panicking {
            return;
        }
        if let Some(operation) = self.running.start().take_operation() {
            conclude(operation, &(), |(), _| {});
        }
    }
}
