//! Futures and streams that run within a scope.

use std::pin::Pin;
use std::task::{Context as Task, Poll};

use futures_core::{FusedFuture, FusedStream, Stream};
use opentelemetry::Context;
use pin_project_lite::pin_project;

use super::Scope;
use crate::shield::{attach, current_context};

pin_project! {
    /// A future or stream that runs within a [`Scope`], wherever it is polled or dropped.
    #[derive(Debug)]
    #[must_use = "futures and streams do nothing unless polled"]
    pub struct InScope<T> {
        scope: Scope,
        // The scope in the context of the first poll.
        context: Option<Context>,
        #[pin]
        inner: Option<T>,
    }

    impl<T> PinnedDrop for InScope<T> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _attached = attach(entered(this.scope, this.context));
            this.inner.set(None);
        }
    }
}

impl<T> InScope<T> {
    pub(super) fn new(scope: Scope, inner: T) -> Self {
        Self {
            scope,
            context: None,
            inner: Some(inner),
        }
    }
}

fn entered<'a>(scope: &Scope, context: &'a mut Option<Context>) -> &'a Context {
    context.get_or_insert_with(|| scope.on(&current_context()))
}

impl<Fut: Future> Future for InScope<Fut> {
    type Output = Fut::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let _attached = attach(entered(this.scope, this.context));
        match this.inner.as_pin_mut() {
            Some(future) => future.poll(task),
            None => Poll::Pending,
        }
    }
}

impl<Fut: FusedFuture> FusedFuture for InScope<Fut> {
    fn is_terminated(&self) -> bool {
        self.inner.as_ref().is_none_or(FusedFuture::is_terminated)
    }
}

impl<S: Stream> Stream for InScope<S> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        let _attached = attach(entered(this.scope, this.context));
        match this.inner.as_pin_mut() {
            Some(stream) => stream.poll_next(task),
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.inner {
            Some(inner) => inner.size_hint(),
            None => (0, Some(0)),
        }
    }
}

impl<S: FusedStream> FusedStream for InScope<S> {
    fn is_terminated(&self) -> bool {
        self.inner.as_ref().is_none_or(FusedStream::is_terminated)
    }
}
