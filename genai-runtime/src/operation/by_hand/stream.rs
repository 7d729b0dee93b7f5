//! The stream type of operations that are built by hand, which callers can name.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::{FusedStream, Stream};
use pin_project_lite::pin_project;

use super::super::{Following, InstrumentedStream};
use super::beneath::Beneath;
use super::ends::conclude;
use super::{Ends, Reports};

pin_project! {
    /// A stream that an operation follows to its end.
    #[must_use = "streams do nothing unless they are polled"]
    pub struct OperationStream<S, U, C> {
        #[pin]
        followed: InstrumentedStream<(), Beneath<S>, Chunks<U, C>>,
    }
}

/// Reports outcome and usage of each chunk.
struct Chunks<U, C> {
    usage: U,
    classes: C,
}

impl<S, U, C> OperationStream<S, U, C> {
    /// Follows the stream of an operation; while that is unobserved, `parent` is current in every poll.
    pub(super) fn new(
        following: Following,
        stream: S,
        parent: Option<opentelemetry::Context>,
        (usage, classes): (U, C),
    ) -> Self {
        let stream = Beneath::of(parent.filter(|_| following.0.is_none()), stream);
        let chunks = Chunks { usage, classes };
        let followed = InstrumentedStream::new(following, stream, chunks);
        Self { followed }
    }
}

impl<S, T, U, C> Stream for OperationStream<S, U, C>
where
    S: Stream<Item = T>,
    T: Ends<C>,
    U: Reports<T, T::Value>,
{
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<T>> {
        self.project()
            .followed
            .poll_with(task, |chunks, item, end| {
                conclude(item, &chunks.usage, &chunks.classes, end);
            })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.followed.bounds()
    }
}

impl<S, T, U, C> FusedStream for OperationStream<S, U, C>
where
    S: FusedStream<Item = T>,
    T: Ends<C>,
    U: Reports<T, T::Value>,
{
    fn is_terminated(&self) -> bool {
        self.followed.is_over()
    }
}

impl<S, U, C> fmt::Debug for OperationStream<S, U, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OperationStream")
            .field(&self.followed)
            .finish()
    }
}
