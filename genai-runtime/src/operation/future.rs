//! The one adapter around an asynchronous function's body.
//!
//! The operation starts at the first poll, in the context that is current there. Its context is
//! attached in every poll and while the body is dropped, and never in between.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project::{pin_project, pinned_drop};

use super::call::{Running, conclude, go_on};
use super::unwind::FailOnUnwind;
use super::{End, Following, Operation, Outcome, Start};
use crate::callsite::Callsite;

/// The future of an annotated function.
///
/// One type around the body and no more: the compiler proves `Send` of nested futures type by type, and
/// gives up at its recursion limit.
#[pin_project(PinnedDrop, project = Projection)]
pub enum Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
{
    /// Not polled yet: the parameters, and what makes a future of them; none once that is under way.
    Unpolled {
        /// The function.
        callsite: &'static Callsite,
        /// Makes the body.
        start: Option<F>,
        /// What becomes of its value.
        conclude: Option<C>,
    },
    /// Polled: the operation goes on until the body has a value.
    Polled {
        /// The body.
        #[pin]
        body: Fut,
        /// The operation, if it is observed.
        operation: Following,
        /// What becomes of the body's value.
        conclude: Option<C>,
    },
    /// Dropped.
    Gone,
}

/// Wraps an asynchronous function's body into an operation.
///
/// `start` says what it knows through [`Start`] and returns the body; `inspect` says what the
/// returned value knows.
pub fn instrument<F, Fut, I>(
    callsite: &'static Callsite,
    start: F,
    inspect: I,
) -> Instrumented<F, Fut, EndWith<I>>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    I: FnOnce(&Fut::Output, &mut End<'_>),
{
    Instrumented::Unpolled {
        callsite,
        start: Some(start),
        conclude: Some(EndWith(inspect)),
    }
}

/// Wraps the body of an asynchronous function that returns a stream; `replace` puts the stream that
/// is followed in the place of the returned one.
pub fn instrument_stream<F, Fut, I, R, T>(
    callsite: &'static Callsite,
    start: F,
    inspect: I,
    replace: R,
) -> Instrumented<F, Fut, GoOnWith<I, R>>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    I: FnOnce(&Fut::Output, &mut End<'_>),
    R: FnOnce(Fut::Output, Following) -> T,
{
    Instrumented::Unpolled {
        callsite,
        start: Some(start),
        conclude: Some(GoOnWith(inspect, replace)),
    }
}

/// Says what the future gives that a closure makes.
pub fn gives<T, F, Fut>(start: F) -> F
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future<Output = T>,
{
    start
}

/// What becomes of an operation and of the value that its body gave.
pub trait Conclude<T> {
    /// What the caller gets.
    type Output;

    /// Ends the operation, or lets it go on in the returned stream.
    fn conclude(self, value: T, operation: Following) -> Self::Output;
}

/// The operation ends with the value.
#[derive(Debug)]
pub struct EndWith<I>(I);

impl<T, I: FnOnce(&T, &mut End<'_>)> Conclude<T> for EndWith<I> {
    type Output = T;

    fn conclude(self, value: T, Following(operation): Following) -> T {
        if let Some(operation) = operation {
            conclude(operation, &value, self.0);
        }
        value
    }
}

/// The operation goes on in the stream that the value holds.
#[derive(Debug)]
pub struct GoOnWith<I, R>(I, R);

impl<T, U, I, R> Conclude<T> for GoOnWith<I, R>
where
    I: FnOnce(&T, &mut End<'_>),
    R: FnOnce(T, Following) -> U,
{
    type Output = U;

    fn conclude(self, value: T, Following(operation): Following) -> U {
        let following = go_on(operation, &value, self.0);
        (self.1)(value, following)
    }
}

impl<F, Fut, C> Future for Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    C: Conclude<Fut::Output>,
{
    type Output = C::Output;

    fn poll(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        if let Projection::Unpolled {
            callsite,
            start,
            conclude,
        } = self.as_mut().project()
            && let Some(start) = start.take()
        {
            let conclude = conclude.take();
            let (body, operation) = begin(callsite, start);
            self.set(Self::Polled {
                body,
                operation: Following(operation),
                conclude,
            });
        }
        let Projection::Polled {
            body,
            operation,
            conclude,
        } = self.project()
        else {
            // Only reached by polling again after the body could not be made.
            return Poll::Pending;
        };
        let polled = match &mut operation.0 {
            None => body.poll(task),
            Some(operation) => {
                let mut guard = FailOnUnwind::new(operation);
                let attached = guard.operation().attach();
                let polled = body.poll(task);
                drop(attached);
                guard.disarm();
                polled
            }
        };
        // Polled again after its end, a body has nothing more to say.
        if let Poll::Ready(value) = polled
            && let Some(conclude) = conclude.take()
        {
            let operation = Following(operation.0.take());
            return Poll::Ready(conclude.conclude(value, operation));
        }
        Poll::Pending
    }
}

#[pinned_drop]
impl<F, Fut, C> PinnedDrop for Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
{
    fn drop(mut self: Pin<&mut Self>) {
        match self.as_mut().project() {
            Projection::Unpolled {
                callsite, start, ..
            } => {
                if let Some(start) = start.take() {
                    drop_unpolled(callsite, start);
                }
            }
            Projection::Polled { operation, .. } => {
                if let Some(mut operation) = operation.0.take() {
                    let mut guard = FailOnUnwind::new(&mut operation);
                    let attached = guard.operation().attach();
                    // Comes back here without an operation, and drops the body.
                    self.set(Self::Gone);
                    drop(attached);
                    guard.disarm();
                    operation.end_once(&Outcome::Cancelled);
                }
            }
            Projection::Gone => {}
        }
    }
}

/// Starts the operation and makes the body.
fn begin<F, Fut>(callsite: &'static Callsite, start: F) -> (Fut, Option<Box<Operation>>)
where
    F: FnOnce(&mut Start) -> Fut,
{
    let mut running = Running::new(callsite);
    let body = start(running.start());
    (body, running.finish())
}

/// Reports a call that was given up before it began, with all that its arguments say.
fn drop_unpolled<F, Fut>(callsite: &'static Callsite, start: F)
where
    F: FnOnce(&mut Start) -> Fut,
{
    // A panic out of a destructor would end the program.
    let begun = catch_unwind(AssertUnwindSafe(|| begin(callsite, start)));
    let Ok((body, operation)) = begun else { return };
    let attached = operation.as_ref().and_then(|operation| operation.attach());
    drop(body);
    drop(attached);
    if let Some(mut operation) = operation {
        operation.has_begun = false;
        operation.end_once(&Outcome::Cancelled);
    }
}

impl<F, Fut, C> fmt::Debug for Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unpolled { callsite, .. } => f
                .debug_struct("Unpolled")
                .field("callsite", callsite)
                .finish_non_exhaustive(),
            Self::Polled { operation, .. } => f
                .debug_struct("Polled")
                .field("operation", operation)
                .finish_non_exhaustive(),
            Self::Gone => f.write_str("Gone"),
        }
    }
}
