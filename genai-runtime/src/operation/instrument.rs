//! Constructors of [`Instrumented`] futures, for each way in which a function can return one.

use super::call::{begin, unobserved};
use super::conclude::{Conclusion, EndWith, GoOnWith};
use super::{End, Following, Instrumented, Ongoing, Start};
use crate::callsite::Callsite;
use crate::chain::Moment;
use crate::switch::is_switched_off;

/// Wraps an asynchronous function's body into an operation.
///
/// `start` describes the call through [`Start`] and returns the body; `inspect` reports on the output.
#[inline]
pub fn instrument<F, Fut, I>(
    callsite: &'static Callsite,
    start: F,
    inspect: I,
) -> Instrumented<F, Fut, EndWith<Fut::Output, I>>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    I: FnOnce(&Fut::Output, &mut End<'_>),
{
    waiting(callsite, start, EndWith::new(inspect))
}

/// Like [`instrument`], with an output type from the signature where the body alone leaves it to inference.
#[inline]
pub fn instrument_as<T, F, Fut, I>(
    callsite: &'static Callsite,
    start: F,
    inspect: I,
) -> Instrumented<F, Fut, EndWith<T, I>>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    I: FnOnce(&T, &mut End<'_>),
{
    waiting(callsite, start, EndWith::new(inspect))
}

/// Wraps the body of an asynchronous function that returns a stream; `replace` wraps that stream in an instrumented
/// one.
#[inline]
pub fn instrument_stream<F, Fut, R, T>(
    callsite: &'static Callsite,
    start: F,
    replace: R,
) -> Instrumented<F, Fut, GoOnWith<Fut::Output, R>>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    R: FnOnce(Fut::Output, Following) -> T,
{
    waiting(callsite, start, GoOnWith::new(replace))
}

/// The future of a function that is called now and starts at the first poll; with telemetry off, the body is made at
/// once.
#[inline]
pub(super) fn waiting<F, Fut, C>(
    callsite: &'static Callsite,
    start: F,
    conclude: C,
) -> Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    C: Conclusion,
{
    if is_switched_off() {
        // Parameters move into the body here, instead of once more at the first poll.
        return Instrumented::begun(unobserved(start), None, conclude);
    }
    Instrumented::Waiting {
        callsite,
        called: Moment::of_call(),
        start: Some(start),
        conclude: Some(conclude),
    }
}

/// The future of a plain function that returns one: its body exists from the start.
pub(super) type Called<Fut, C> = Instrumented<fn(&mut Start) -> Fut, Fut, C>;

/// Runs a function that returns a future as an operation, which goes on until the future is ready.
#[inline]
pub fn call_future<Fut, I>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> Fut,
    inspect: I,
) -> Called<Fut, EndWith<Fut::Output, I>>
where
    Fut: Future,
    I: FnOnce(&Fut::Output, &mut End<'_>),
{
    let (body, operation) = call(callsite, run);
    running(body, operation, EndWith::new(inspect))
}

/// Like [`call_future`], with an output type from the signature where the body alone leaves it to inference.
#[inline]
pub fn call_future_as<T, F, Fut, I>(
    callsite: &'static Callsite,
    run: F,
    inspect: I,
) -> Called<Fut, EndWith<T, I>>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    I: FnOnce(&T, &mut End<'_>),
{
    let (body, operation) = call(callsite, run);
    running(body, operation, EndWith::new(inspect))
}

/// Runs a function that returns a future of a stream as an operation, which goes on in the stream.
#[inline]
pub fn call_future_stream<Fut, R, T>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> Fut,
    replace: R,
) -> Called<Fut, GoOnWith<Fut::Output, R>>
where
    Fut: Future,
    R: FnOnce(Fut::Output, Following) -> T,
{
    let (body, operation) = call(callsite, run);
    running(body, operation, GoOnWith::new(replace))
}

/// Like [`call_future`] for a function that returns a boxed future, which is returned as it is if unobserved.
#[inline]
pub fn call_boxed_future<B, I>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> B,
    inspect: I,
    boxed: impl FnOnce(Called<B, EndWith<B::Output, I>>) -> B,
) -> B
where
    B: Future,
    I: FnOnce(&B::Output, &mut End<'_>),
{
    match call(callsite, run) {
        (body, None) => body,
        (body, operation) => boxed(running(body, operation, EndWith::new(inspect))),
    }
}

/// Like [`call_future_stream`] for a function that returns a boxed future.
#[inline]
pub fn call_boxed_future_stream<B, R, T>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> B,
    replace: R,
    boxed: impl FnOnce(Called<B, GoOnWith<B::Output, R>>) -> B,
) -> B
where
    B: Future,
    R: FnOnce(B::Output, Following) -> T,
{
    match call(callsite, run) {
        (body, None) => body,
        (body, operation) => boxed(running(body, operation, GoOnWith::new(replace))),
    }
}

/// Runs a function that makes a future; the operation counts as begun once the future is polled.
#[inline]
pub(super) fn call<Fut>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> Fut,
) -> (Fut, Option<Ongoing>) {
    let (body, mut operation) = begin(callsite, Moment::of_call(), run);
    if let Some(operation) = &mut operation {
        operation.has_begun = false;
    }
    (body, operation)
}

#[inline]
pub(super) fn running<Fut, C>(body: Fut, operation: Option<Ongoing>, conclude: C) -> Called<Fut, C>
where
    C: Conclusion,
{
    Instrumented::begun(body, operation, conclude)
}

/// Fixes the output type of the future that a closure makes.
pub fn gives<T, F, Fut>(start: F) -> F
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future<Output = T>,
{
    start
}
