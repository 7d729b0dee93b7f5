//! Operations of synchronous functions.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{End, Operation, Outcome, Start};
use crate::callsite::Callsite;

/// Runs a function as an operation.
///
/// `run` says what it knows through [`Start`], makes the operation current and runs the body;
/// `inspect` says what the returned value knows. A panic of the body ends the operation as failed and
/// goes on.
pub fn call<R>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> R,
    inspect: impl FnOnce(&R, &mut End<'_>),
) -> R {
    let mut running = Running::new(callsite);
    let value = run(running.start());
    if let Some(operation) = running.finish() {
        conclude(operation, &value, inspect);
    }
    value
}

/// Ends an operation with what its returned value says. A panic in the code that describes the value
/// is not the function's: it is noted, and the value is returned.
pub(super) fn conclude<R>(
    mut operation: Box<Operation>,
    value: &R,
    inspect: impl FnOnce(&R, &mut End<'_>),
) {
    let mut end = End::new(&mut operation);
    if catch_unwind(AssertUnwindSafe(|| inspect(value, &mut end))).is_err() {
        end.report_panicked();
    }
    let outcome = end.into_outcome();
    operation.end_once(&outcome);
}

/// Holds an operation that is starting or running: one that is still in it when it is dropped has
/// panicked.
pub(super) struct Running(Start);

impl Running {
    pub(super) fn new(callsite: &'static Callsite) -> Self {
        Self(Start::new(callsite))
    }

    pub(super) fn start(&mut self) -> &mut Start {
        &mut self.0
    }

    pub(super) fn finish(mut self) -> Option<Box<Operation>> {
        self.0.take_operation()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(mut operation) = self.0.take_operation() {
            operation.end_once(&Outcome::panicked());
        }
    }
}
