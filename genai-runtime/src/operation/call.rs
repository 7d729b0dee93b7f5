//! Operations of synchronous functions, and beginning and concluding an operation for all adapters.

use super::unwind::FailOnUnwind;
use super::{End, Following, Ongoing, Operation, Outcome, Start};
use crate::callsite::Callsite;
use crate::chain::Moment;
use crate::shield::shielded;

/// Runs a function as an operation.
///
/// `run` describes the call through [`Start`], makes the operation current and runs the body; `inspect` reports on the
/// returned value. A panic of the body ends the operation as failed and propagates.
#[inline]
pub fn call<R>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> R,
    inspect: impl FnOnce(&R, &mut End<'_>),
) -> R {
    let mut running = Running::new(callsite);
    let value = run(running.start());
    if running.holds_nothing() {
        running.forget();
        return value;
    }
    running.end(value, inspect)
}

/// Runs a function that returns a stream as an operation; `replace` wraps that stream in an instrumented one.
#[inline]
pub fn call_stream<T, R>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> T,
    replace: impl FnOnce(T, Following) -> R,
) -> R {
    let mut running = Running::new(callsite);
    let value = run(running.start());
    replace(value, Following(running.finish()))
}

impl Following {
    /// Goes on after a function has returned a value that may hold a stream; `inspect` reports on the value. If it
    /// holds no stream, the operation ends here.
    #[must_use]
    pub fn after<T>(self, value: &T, inspect: impl FnOnce(&T, &mut End<'_>)) -> Self {
        let Some(mut operation) = self.0 else {
            return Self(None);
        };
        match ask(&mut operation, value, inspect) {
            Outcome::Completed => Self(Some(operation)),
            outcome => {
                operation.end_once(&outcome);
                Self(None)
            }
        }
    }
}

/// Starts the operation of a function that was called at `called`, and makes the body.
#[expect(
    clippy::inline_always,
    reason = "parameters move from here into the body: without inlining they are copied twice more"
)]
#[inline(always)]
pub(super) fn begin<F, Fut>(
    callsite: &'static Callsite,
    called: Moment,
    start: F,
) -> (Fut, Option<Ongoing>)
where
    F: FnOnce(&mut Start) -> Fut,
{
    match Running::observed(callsite) {
        None => (unobserved(start), None),
        Some(running) => begin_observed(running, called, start),
    }
}

/// Makes the body of an unobserved operation.
#[expect(clippy::inline_always, reason = "as for `begin`")]
#[inline(always)]
pub(super) fn unobserved<F, Fut>(start: F) -> Fut
where
    F: FnOnce(&mut Start) -> Fut,
{
    let mut unobserved = Start::unobserved();
    let body = start(&mut unobserved);
    std::mem::forget(unobserved);
    body
}

/// Starts an observed operation, and makes its body.
#[inline]
pub(super) fn begin_observed<F, Fut>(
    mut running: Running,
    called: Moment,
    start: F,
) -> (Fut, Option<Ongoing>)
where
    F: FnOnce(&mut Start) -> Fut,
{
    running.start().called(called);
    let body = start(running.start());
    (body, running.finish())
}

/// Starts the operation of a function that was called at `called` and whose body will never run; makes that body.
fn begin_unpolled<F, Fut>(
    callsite: &'static Callsite,
    called: Moment,
    start: F,
) -> (Fut, Option<Ongoing>)
where
    F: FnOnce(&mut Start) -> Fut,
{
    let mut running = Running::new(callsite);
    running.start().is_given_up();
    begin_observed(running, called, start)
}

/// Records an operation whose future was dropped before its first poll, as described by its arguments.
pub(super) fn drop_unpolled<F, Fut>(callsite: &'static Callsite, called: Moment, start: F)
where
    F: FnOnce(&mut Start) -> Fut,
{
    // This runs in a destructor, where a panic may abort the process.
    let begun = shielded(|| begin_unpolled(callsite, called, start));
    let Some((body, operation)) = begun else {
        return;
    };
    let Some(mut operation) = operation else {
        return;
    };
    let attached = operation.attach();
    let mut guard = FailOnUnwind::new(&mut operation);
    drop(body);
    drop(attached);
    guard.operation().end_once(&Outcome::Cancelled);
    guard.disarm();
}

/// Ends an operation by its returned value. Not inlined, to keep the user's functions small: unobserved ones never come
/// here.
#[inline(never)]
pub(super) fn conclude<R>(
    mut operation: Ongoing,
    value: &R,
    inspect: impl FnOnce(&R, &mut End<'_>),
) {
    let outcome = ask(&mut operation, value, inspect);
    operation.end_once(&outcome);
    operation.give_back();
}

/// The outcome that the returned value reports. A panic in the code that inspects the value is caught and recorded on
/// the span.
fn ask<R>(operation: &mut Operation, value: &R, inspect: impl FnOnce(&R, &mut End<'_>)) -> Outcome {
    let mut end = End::new(operation);
    if shielded(|| inspect(value, &mut end)).is_none() {
        end.report_panicked();
    }
    end.into_outcome()
}

/// Holds an operation that is starting or running. If it still holds one when it is dropped, the function
/// has panicked.
#[derive(Debug)]
pub struct Running(Start);

impl Running {
    /// Begins a call of an annotated function.
    #[inline]
    pub fn new(callsite: &'static Callsite) -> Self {
        Self(Start::new(callsite))
    }

    /// The operation of a called function, if it is observed.
    #[inline]
    pub(super) fn observed(callsite: &'static Callsite) -> Option<Self> {
        let running = Self::new(callsite);
        if running.holds_nothing() {
            running.forget();
            return None;
        }
        Some(running)
    }

    /// The operation, to be described, started and entered.
    #[inline]
    pub fn start(&mut self) -> &mut Start {
        &mut self.0
    }

    /// Ends the operation with the returned value, on which `inspect` reports.
    #[inline]
    pub fn end<R>(&mut self, value: R, inspect: impl FnOnce(&R, &mut End<'_>)) -> R {
        if let Some(operation) = self.0.take_operation() {
            conclude(operation, &value, inspect);
        }
        value
    }

    /// Whether the operation is unobserved. Call this before a move: after one, the loads would have other widths than
    /// the stores before, and stall the processor.
    #[inline]
    fn holds_nothing(&self) -> bool {
        !self.0.is_observed()
    }

    /// Skips the destructor, which has nothing to do here: that keeps the user's functions smaller.
    #[inline]
    fn forget(self) {
        std::mem::forget(self);
    }

    #[inline]
    pub(super) fn finish(self) -> Option<Ongoing> {
        if self.holds_nothing() {
            self.forget();
            return None;
        }
        self.finish_observed()
    }

    fn finish_observed(mut self) -> Option<Ongoing> {
        self.0.take_operation()
    }
}

impl Drop for Running {
    #[inline]
    fn drop(&mut self) {
        if let Some(mut operation) = self.0.take_operation() {
            operation.end_once(&Outcome::panicked());
        }
    }
}
