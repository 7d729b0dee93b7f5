//! Operations of functions whose bodies stay where they are.

use super::call::conclude;
use super::{Running, Start};
use crate::callsite::Callsite;

/// An operation that ends when this is dropped: completed, however the function was left, or panicked.
///
/// Only for functions that return nothing that could say otherwise. The thread is asked whether a panic is on its
/// way: a function that panics in a destructor while another panic is on its way is taken for completed.
#[derive(Debug)]
pub struct Attended {
    running: Running,
    /// Whether a panic was on its way before the function was called.
    was_panicking: bool,
}

impl Attended {
    /// A function is called.
    pub fn new(callsite: &'static Callsite) -> Self {
        Self {
            running: Running::new(callsite),
            was_panicking: std::thread::panicking(),
        }
    }

    /// What is to start, and to be current.
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
