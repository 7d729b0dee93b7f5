//! Operations of functions that are called: how they begin, run and end.

use super::unwind::FailOnUnwind;
use super::{End, Following, Ongoing, Operation, Outcome, Start};
use crate::callsite::Callsite;
use crate::chain::Moment;
use crate::shield::shielded;

/// Runs a function as an operation.
///
/// `run` describes the call through [`Start`], makes the operation current and runs the body;
/// `inspect` reports what the returned value knows. A panic of the body ends the operation as failed
/// and propagates.
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

/// Runs a function that returns a stream as an operation; `replace` replaces the returned stream by the one
/// that is followed.
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
    /// Goes on after a function has returned a value that may hold a stream; `inspect` reports what the value
    /// knows. Without a stream in it the operation ends here.
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
    reason = "parameters move from here into the body: a call in between copies them twice more"
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

/// Makes a body that nobody observes; parameters move into it straight from where they are.
#[expect(clippy::inline_always, reason = "as where it is called")]
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

/// Starts an operation that somebody observes, and makes its body.
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

/// Reports a call that was given up before it began, with all that its arguments say.
pub(super) fn drop_unpolled<F, Fut>(callsite: &'static Callsite, called: Moment, start: F)
where
    F: FnOnce(&mut Start) -> Fut,
{
    // A panic out of a destructor would end the program.
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

/// Ends an operation with what its returned value says. Kept out of users' functions, which have nothing to do here
/// where nobody observes them.
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

/// Asks the returned value how the function ended. A panic in the code that describes the value is not
/// the function's: it is noted, and the value is returned.
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
    /// A function is called.
    #[inline]
    pub fn new(callsite: &'static Callsite) -> Self {
        Self(Start::new(callsite))
    }

    /// The operation of a called function, if somebody observes it.
    #[inline]
    pub(super) fn observed(callsite: &'static Callsite) -> Option<Self> {
        let running = Self::new(callsite);
        if running.holds_nothing() {
            running.forget();
            return None;
        }
        Some(running)
    }

    /// What is to start, or to be current.
    #[inline]
    pub fn start(&mut self) -> &mut Start {
        &mut self.0
    }

    /// Ends the operation with the returned value; `inspect` reports what the value knows.
    #[inline]
    pub fn end<R>(&mut self, value: R, inspect: impl FnOnce(&R, &mut End<'_>)) -> R {
        if let Some(operation) = self.0.take_operation() {
            conclude(operation, &value, inspect);
        }
        value
    }

    /// Whether nobody observes it. Ask before it moves: afterwards it would be read in other pieces than it was written
    /// in, and the processor would have to wait for them.
    #[inline]
    fn holds_nothing(&self) -> bool {
        !self.0.is_observed()
    }

    /// Skips the destructor: nothing is left to drop, and functions are spared the code that would look for it.
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
