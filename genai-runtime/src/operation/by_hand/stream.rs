//! The streams of operations that are built by hand: their type can be named.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::{FusedStream, Stream};
use pin_project::pin_project;

use super::super::{Following, InstrumentedStream};
use super::ends::conclude;
use super::{Ends, Reports};

/// A stream that an operation follows to its end.
#[pin_project]
pub struct OperationStream<S, U, C>(#[pin] InstrumentedStream<S, Chunks<U, C>>);

/// What says of every chunk whether it is a success, and what it cost.
struct Chunks<U, C> {
    usage: U,
    classes: C,
}

impl<S, U, C> OperationStream<S, U, C> {
    pub(super) fn new(following: Following, stream: S, usage: U, classes: C) -> Self {
        let chunks = Chunks { usage, classes };
        Self(InstrumentedStream::new(following, stream, chunks))
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
        self.project().0.poll_with(task, |chunks, item, end| {
            conclude(item, &chunks.usage, &chunks.classes, end);
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.bounds()
    }
}

impl<S, T, U, C> FusedStream for OperationStream<S, U, C>
where
    S: FusedStream<Item = T>,
    T: Ends<C>,
    U: Reports<T, T::Value>,
{
    fn is_terminated(&self) -> bool {
        self.0.is_over()
    }
}

impl<S, U, C> fmt::Debug for OperationStream<S, U, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OperationStream").field(&self.0).finish()
    }
}
