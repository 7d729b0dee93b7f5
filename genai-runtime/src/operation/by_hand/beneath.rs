//! What runs beneath a parent: where nobody observes the operation, the parent is current all the same.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::task::{Context as Task, Poll};

use futures_core::{FusedStream, Stream};
use opentelemetry::Context;
use pin_project_lite::pin_project;

use super::super::Start;
use crate::shield::attach;

/// What is to be current besides the operation: its parent, where nobody observes it.
pub(super) fn beneath<'a>(start: &Start, parent: Option<&'a Context>) -> Option<&'a Context> {
    parent.filter(|_| !start.is_observed())
}

pin_project! {
    /// A future or a stream, and a context that is current while it is polled or dropped.
    pub(super) struct Beneath<T> {
        #[pin]
        inner: Option<T>,
        context: Option<Context>,
    }

    impl<T> PinnedDrop for Beneath<T> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _attached = this.context.as_ref().and_then(attach);
            this.inner.set(None);
        }
    }
}

/// A context shows nothing half done: it never changes.
impl<T: UnwindSafe> UnwindSafe for Beneath<T> {}
impl<T: RefUnwindSafe> RefUnwindSafe for Beneath<T> {}

impl<T> Beneath<T> {
    pub(super) fn new(inner: T, context: Option<Context>) -> Self {
        Self {
            inner: Some(inner),
            context,
        }
    }
}

impl<T: Future> Future for Beneath<T> {
    type Output = T::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<T::Output> {
        let this = self.project();
        let _attached = this.context.as_ref().and_then(attach);
        // Only gone while it is dropped.
        match this.inner.as_pin_mut() {
            Some(inner) => inner.poll(task),
            None => Poll::Pending,
        }
    }
}

impl<T: Stream> Stream for Beneath<T> {
    type Item = T::Item;

    fn poll_next(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<T::Item>> {
        let this = self.project();
        let _attached = this.context.as_ref().and_then(attach);
        match this.inner.as_pin_mut() {
            Some(inner) => inner.poll_next(task),
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.as_ref().map_or((0, Some(0)), Stream::size_hint)
    }
}

impl<T: FusedStream> FusedStream for Beneath<T> {
    fn is_terminated(&self) -> bool {
        self.inner.as_ref().is_none_or(FusedStream::is_terminated)
    }
}
