//! Adapters whose types do not name the output or the items.
//!
//! A type that is boxed as a trait object, or must outlive a lifetime of the signature, must do so with every type that
//! it names. No bound says how long the output of a body lives, so these types do not name it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::{FusedFuture, FusedStream, Stream};
use pin_project_lite::pin_project;

use super::conclude::{ConcludeAny, Conclusion, EndWith, GoOnWith};
use super::instrument::{call, running, waiting};
use super::stream::{Boxed, Followed};
use super::{End, Following, Instrumented, InstrumentedStream, Start};
use crate::callsite::Callsite;

pin_project! {
    /// The future of an annotated function.
    pub struct UnnamedFuture<F, Fut, C>
    where
        F: FnOnce(&mut Start) -> Fut,
        C: Conclusion,
    {
        #[pin]
        inner: Instrumented<F, Fut, C>,
    }
}

impl<F, Fut, C> UnnamedFuture<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    C: Conclusion,
{
    pub(super) const fn new(inner: Instrumented<F, Fut, C>) -> Self {
        Self { inner }
    }
}

impl<F, Fut, C> Future for UnnamedFuture<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    C: ConcludeAny<Fut::Output>,
{
    type Output = C::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<C::Output> {
        let inner = self.project().inner;
        inner.poll_with(task, C::conclude_any, C::unobserved_any)
    }
}

impl<F, Fut, C> FusedFuture for UnnamedFuture<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: FusedFuture,
    C: ConcludeAny<Fut::Output>,
{
    fn is_terminated(&self) -> bool {
        self.inner.is_over()
    }
}

impl<F, Fut, C> fmt::Debug for UnnamedFuture<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    C: Conclusion,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.inner, f)
    }
}

pin_project! {
    /// The stream of an annotated function.
    pub struct UnnamedStream<S, I> {
        #[pin]
        inner: InstrumentedStream<(), S, I>,
    }
}

impl<S, I> UnnamedStream<S, I> {
    pub(super) fn new(following: Following, inner: S, inspect: I) -> Self {
        Self {
            inner: InstrumentedStream::new(following, inner, inspect),
        }
    }
}

impl<S, I> Stream for UnnamedStream<S, I>
where
    S: Stream,
    I: FnMut(&S::Item, &mut End<'_>),
{
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let inner = self.project().inner;
        inner.poll_with(task, |inspect, item, end| inspect(item, end))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.bounds()
    }
}

impl<S, I> FusedStream for UnnamedStream<S, I>
where
    S: FusedStream,
    I: FnMut(&S::Item, &mut End<'_>),
{
    fn is_terminated(&self) -> bool {
        self.inner.is_over()
    }
}

impl<S, I> fmt::Debug for UnnamedStream<S, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.inner, f)
    }
}

/// Like [`instrument`](fn@super::instrument), with a future whose type does not name its output.
#[inline]
pub fn instrument_unnamed<F, Fut, I>(
    callsite: &'static Callsite,
    start: F,
    inspect: I,
) -> UnnamedFuture<F, Fut, EndWith<(), I>>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    I: FnOnce(&Fut::Output, &mut End<'_>),
{
    UnnamedFuture::new(waiting(callsite, start, EndWith::new(inspect)))
}

/// Like [`instrument_stream`](super::instrument_stream), with such a future.
#[inline]
pub fn instrument_unnamed_stream<F, Fut, R, T>(
    callsite: &'static Callsite,
    start: F,
    replace: R,
) -> UnnamedFuture<F, Fut, GoOnWith<(), R>>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future,
    R: FnOnce(Fut::Output, Following) -> T,
{
    UnnamedFuture::new(waiting(callsite, start, GoOnWith::new(replace)))
}

/// The future of a plain function that returns one.
type UnnamedCall<Fut, C> = UnnamedFuture<fn(&mut Start) -> Fut, Fut, C>;

/// Like [`call_future`](super::call_future), with such a future.
#[inline]
pub fn call_future_unnamed<Fut, I>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> Fut,
    inspect: I,
) -> UnnamedCall<Fut, EndWith<(), I>>
where
    Fut: Future,
    I: FnOnce(&Fut::Output, &mut End<'_>),
{
    let (body, operation) = call(callsite, run);
    UnnamedFuture::new(running(body, operation, EndWith::new(inspect)))
}

/// Like [`call_future_stream`](super::call_future_stream), with such a future.
#[inline]
pub fn call_future_unnamed_stream<Fut, R, T>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> Fut,
    replace: R,
) -> UnnamedCall<Fut, GoOnWith<(), R>>
where
    Fut: Future,
    R: FnOnce(Fut::Output, Following) -> T,
{
    let (body, operation) = call(callsite, run);
    UnnamedFuture::new(running(body, operation, GoOnWith::new(replace)))
}

/// Like [`call_boxed_future`](super::call_boxed_future), where the box in the body has a more specific type than the
/// box that the function returns.
#[inline]
pub fn call_boxed_future_unnamed<P, B, I>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> P,
    inspect: I,
    as_it_is: impl FnOnce(P) -> B,
    boxed: impl FnOnce(UnnamedCall<P, EndWith<(), I>>) -> B,
) -> B
where
    P: Future,
    I: FnOnce(&P::Output, &mut End<'_>),
{
    match call(callsite, run) {
        (body, None) => as_it_is(body),
        (body, operation) => {
            let running = running(body, operation, EndWith::new(inspect));
            boxed(UnnamedFuture::new(running))
        }
    }
}

/// Like [`call_boxed_future_unnamed`], for a future of a stream.
#[inline]
pub fn call_boxed_future_unnamed_stream<P, B, R, T>(
    callsite: &'static Callsite,
    run: impl FnOnce(&mut Start) -> P,
    replace: R,
    as_it_is: impl FnOnce(P) -> B,
    boxed: impl FnOnce(UnnamedCall<P, GoOnWith<(), R>>) -> B,
) -> B
where
    P: Future,
    R: FnOnce(P::Output, Following) -> T,
{
    match call(callsite, run) {
        (body, None) => as_it_is(body),
        (body, operation) => {
            let running = running(body, operation, GoOnWith::new(replace));
            boxed(UnnamedFuture::new(running))
        }
    }
}

/// Like [`follow`](super::follow), with a stream whose type does not name its items.
pub fn follow_unnamed<S, I>(following: Following, inner: S, inspect: I) -> UnnamedStream<S, I>
where
    S: Followed,
    I: FnMut(&S::Item, &mut End<'_>),
{
    UnnamedStream::new(following, inner, inspect)
}

/// Like [`follow_as`](super::follow_as), with such a stream.
pub fn follow_unnamed_as<S, T, I>(following: Following, inner: S, inspect: I) -> UnnamedStream<S, I>
where
    S: Followed + Stream<Item = T>,
    I: FnMut(&T, &mut End<'_>),
{
    UnnamedStream::new(following, inner, inspect)
}

/// Like [`followed_box`](super::followed_box), with such a stream.
pub fn followed_box_unnamed<S, I>(
    following: Following,
    inner: S,
    inspect: I,
) -> Pin<Box<UnnamedStream<S, I>>>
where
    S: Boxed,
    I: FnMut(&S::Item, &mut End<'_>),
{
    Box::pin(UnnamedStream::new(following, inner, inspect))
}
