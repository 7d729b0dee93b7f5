//! The one adapter around a returned stream.
//!
//! The operation's context is attached in every poll and while the inner stream is dropped, never while the consumer
//! runs. The operation ends once: when the stream ends, panics or is dropped.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::{FusedStream, Stream};
use pin_project_lite::pin_project;

use super::progress::Progress;
use super::unwind::FailOnUnwind;
use super::{End, Ongoing, Operation, Outcome, Phase, Reported};
use crate::kind::OperationKind;
use crate::shield::shielded;
use crate::signals::ChunkMeter;

pin_project! {
    /// The stream of an annotated function.
    pub struct InstrumentedStream<T, S, I> {
        #[pin]
        inner: Option<S>,
        operation: Option<Ongoing>,
        inspect: I,
        // Names the type of the items, so that inference knows it before it sees the stream.
        item: PhantomData<fn(T)>,
    }

    impl<T, S, I> PinnedDrop for InstrumentedStream<T, S, I> {
        fn drop(this: Pin<&mut Self>) {
            this.gone();
        }
    }
}

/// The operation of a function that has returned a stream; `None` if unobserved.
#[derive(Debug)]
pub struct Following(pub(super) Option<Ongoing>);

/// [`Stream`], with a diagnostic of its own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream",
    label = "expected a `futures::Stream`, found `{Self}`"
)]
pub trait Followed: Stream {}

#[diagnostic::do_not_recommend]
impl<S: Stream> Followed for S {}

/// [`Stream`], with a diagnostic for type aliases.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream",
    label = "this is a stream, and the alias gives `{Self}`",
    note = "where no stream is returned, or none is to be followed, write `stream = false`"
)]
pub trait Aliased {}

#[diagnostic::do_not_recommend]
impl<S: Stream> Aliased for S {}

/// A stream whose box another stream can be put into.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a boxed stream",
    label = "expected a boxed stream, found `{Self}`",
    note = "return `BoxStream<…>` or `Pin<Box<dyn Stream<Item = …>>>`, or write the type as `impl Stream<Item = …>`",
    note = "where no stream is returned, or none is to be followed, write `stream = false`"
)]
pub trait Boxed: Stream {}

#[diagnostic::do_not_recommend]
impl<S: Stream + ?Sized> Boxed for Pin<Box<S>> {}

/// Follows a stream to its end; `inspect` reports on each item.
pub fn follow<S, T, I>(following: Following, inner: S, inspect: I) -> InstrumentedStream<T, S, I>
where
    S: Followed + Stream<Item = T>,
    I: FnMut(&T, &mut End<'_>),
{
    follow_as(following, inner, inspect)
}

/// Like [`follow`], with a type of items from the signature, against which the compiler checks the stream.
pub fn follow_as<S, T, I>(following: Following, inner: S, inspect: I) -> InstrumentedStream<T, S, I>
where
    I: FnMut(&T, &mut End<'_>),
{
    InstrumentedStream::new(following, inner, inspect)
}

/// Like [`follow_as`], for a stream whose item type is an argument of a type alias, which may not be a stream at all.
pub fn follow_aliased<S, T, I>(
    following: Following,
    inner: S,
    inspect: I,
) -> InstrumentedStream<T, S, I>
where
    S: Aliased,
    I: FnMut(&T, &mut End<'_>),
{
    InstrumentedStream::new(following, inner, inspect)
}

/// Follows a stream for a function that returns a boxed one.
pub fn followed_box<S, I>(
    following: Following,
    inner: S,
    inspect: I,
) -> Pin<Box<InstrumentedStream<S::Item, S, I>>>
where
    S: Boxed,
    I: FnMut(&S::Item, &mut End<'_>),
{
    Box::pin(follow(following, inner, inspect))
}

impl<T, S, I> InstrumentedStream<T, S, I> {
    pub(super) fn new(Following(mut operation): Following, inner: S, inspect: I) -> Self {
        if let Some(operation) = &mut operation {
            operation.progress = Some(Box::default());
        }
        Self {
            inner: Some(inner),
            operation,
            inspect,
            item: PhantomData,
        }
    }
}

impl<T, S: Stream, I> InstrumentedStream<T, S, I> {
    /// Polls the stream; `inspect` reports on an item, by means of the stored `I`.
    pub(super) fn poll_with(
        self: Pin<&mut Self>,
        task: &mut Context<'_>,
        mut inspect: impl FnMut(&mut I, &S::Item, &mut End<'_>),
    ) -> Poll<Option<S::Item>> {
        let this = self.project();
        // `None` only during the drop.
        let Some(inner) = this.inner.as_pin_mut() else {
            return Poll::Ready(None);
        };
        let Some(operation) = this.operation else {
            return inner.poll_next(task);
        };
        let operation: &mut Operation = operation;
        let mut guard = FailOnUnwind::new(operation);
        let attached = guard.operation().attach();
        let polled = inner.poll_next(task);
        drop(attached);
        guard.disarm();

        if operation.phase != Phase::Ended {
            match &polled {
                Poll::Pending => operation.wait(),
                Poll::Ready(Some(item)) => {
                    operation.inspect(item, &mut |item, end| inspect(this.inspect, item, end));
                }
                Poll::Ready(None) => operation.end_exhausted(),
            }
        }
        polled
    }

    pub(super) fn bounds(&self) -> (usize, Option<usize>) {
        match &self.inner {
            Some(inner) => inner.size_hint(),
            None => (0, Some(0)),
        }
    }
}

impl<T, S: FusedStream, I> InstrumentedStream<T, S, I> {
    pub(super) fn is_over(&self) -> bool {
        self.inner.as_ref().is_none_or(FusedStream::is_terminated)
    }
}

impl<T, S, I> Stream for InstrumentedStream<T, S, I>
where
    S: Stream<Item = T>,
    I: FnMut(&T, &mut End<'_>),
{
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<T>> {
        self.poll_with(task, |inspect, item, end| inspect(item, end))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.bounds()
    }
}

impl<T, S, I> FusedStream for InstrumentedStream<T, S, I>
where
    S: FusedStream<Item = T>,
    I: FnMut(&T, &mut End<'_>),
{
    fn is_terminated(&self) -> bool {
        self.is_over()
    }
}

impl Operation {
    /// Records that the stream is pending.
    fn wait(&mut self) {
        if let Some(progress) = &mut self.progress {
            progress.wait();
        }
    }

    /// Records an item. A panic in `inspect` is caught and recorded on the span, and the item is passed on.
    fn inspect<T>(&mut self, item: &T, inspect: &mut impl FnMut(&T, &mut End<'_>)) {
        let Some(arrived) = self.progress.as_ref().map(|progress| progress.arrival()) else {
            return;
        };
        let mut end = End::new(self);
        if shielded(|| inspect(item, &mut end)).is_none() {
            end.report_panicked();
        }
        let outcome = end.into_outcome();
        let started = self.started;
        let Some(progress) = &mut self.progress else {
            return;
        };
        match outcome {
            Outcome::Failed(failure) => progress.fail(failure),
            _ => {
                if let Some(gap) = progress.chunk(arrived, started) {
                    shielded(|| self.measure_gap(gap));
                }
            }
        }
    }

    /// Measures the time between two chunks of a model's answer.
    fn measure_gap(&mut self, gap: Duration) {
        let OperationKind::Model(operation) = self.kind else {
            return;
        };
        if !self.kind.answers() {
            return;
        }
        let Some(progress) = self.progress.as_deref_mut() else {
            return;
        };
        // Cloned out of its lock: making a meter may run code that reports, and so may other threads.
        let reported = self.manual_usage.as_deref().map(Reported::model);
        let model = reported.as_ref().unwrap_or(&self.response.model).as_deref();
        if !progress.is_measured_of(model) {
            let conventions = self.conventions;
            progress.measure_with(ChunkMeter::new(
                operation,
                &self.identity,
                model,
                conventions,
                &self.span.context,
            ));
        }
        progress.measure(gap);
    }

    fn end_exhausted(&mut self) {
        let progress = self.progress.as_deref_mut();
        let outcome = progress.map_or(Outcome::Completed, Progress::exhausted);
        self.end_once(&outcome);
    }
}

impl<T, S, I> InstrumentedStream<T, S, I> {
    /// Drops the inner stream within the operation, and ends that if it has not ended.
    fn gone(self: Pin<&mut Self>) {
        let mut this = self.project();
        if let Some(mut operation) = this.operation.take() {
            let mut guard = FailOnUnwind::new(&mut operation);
            let attached = guard.operation().attach();
            this.inner.set(None);
            drop(attached);
            guard.disarm();
            operation.give_up();
        }
    }
}

impl<T, S, I> fmt::Debug for InstrumentedStream<T, S, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstrumentedStream")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
