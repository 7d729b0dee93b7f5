//! Futures and streams that run within a context, wherever they are polled or dropped.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::task::{Context as Task, Poll};

use futures_core::{FusedFuture, FusedStream, Stream};
use opentelemetry::Context;
use pin_project_lite::pin_project;

use crate::shield::attach;

/// A source of the context that a future or a stream runs in.
pub trait Surroundings {
    /// The context; `None` leaves the current one in place.
    fn context(&mut self) -> Option<&Context>;
}

impl Surroundings for Context {
    fn context(&mut self) -> Option<&Context> {
        Some(self)
    }
}

impl Surroundings for Option<Context> {
    fn context(&mut self) -> Option<&Context> {
        self.as_ref()
    }
}

pin_project! {
    /// A future or stream, and the context that is current while it is polled or dropped.
    #[derive(Debug)]
    #[must_use = "futures and streams do nothing unless they are polled"]
    pub struct Within<C: Surroundings, T> {
        surroundings: C,
        // `None` only during the drop.
        #[pin]
        inner: Option<T>,
    }

    impl<C: Surroundings, T> PinnedDrop for Within<C, T> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _attached = this.surroundings.context().and_then(attach);
            this.inner.set(None);
        }
    }
}

/// A context is immutable, so a panic cannot leave it half-changed.
impl<C: Surroundings, T: UnwindSafe> UnwindSafe for Within<C, T> {}
impl<C: Surroundings, T: RefUnwindSafe> RefUnwindSafe for Within<C, T> {}

impl<C: Surroundings, T> Within<C, T> {
    pub(crate) const fn of(surroundings: C, inner: T) -> Self {
        Self {
            surroundings,
            inner: Some(inner),
        }
    }
}

impl<C: Surroundings, Fut: Future> Future for Within<C, Fut> {
    type Output = Fut::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let _attached = this.surroundings.context().and_then(attach);
        match this.inner.as_pin_mut() {
            Some(future) => future.poll(task),
            None => Poll::Pending,
        }
    }
}

impl<C: Surroundings, Fut: FusedFuture> FusedFuture for Within<C, Fut> {
    fn is_terminated(&self) -> bool {
        self.inner.as_ref().is_none_or(FusedFuture::is_terminated)
    }
}

impl<C: Surroundings, S: Stream> Stream for Within<C, S> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        let _attached = this.surroundings.context().and_then(attach);
        match this.inner.as_pin_mut() {
            Some(stream) => stream.poll_next(task),
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.as_ref().map_or((0, Some(0)), Stream::size_hint)
    }
}

impl<C: Surroundings, S: FusedStream> FusedStream for Within<C, S> {
    fn is_terminated(&self) -> bool {
        self.inner.as_ref().is_none_or(FusedStream::is_terminated)
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{RefUnwindSafe, UnwindSafe};

    use futures::future::{FusedFuture, ready};
    use futures::stream::{FusedStream, empty};
    use opentelemetry::Context;

    use super::{Surroundings, Within};
    use crate::chain::scope;
    use crate::propagation::in_current_context;

    #[test]
    fn a_wrapper_keeps_the_traits_and_the_state_of_its_inner_value() {
        fn is_fused(run: &(impl FusedFuture + UnwindSafe + RefUnwindSafe + Send + Sync + Unpin)) {
            assert!(!run.is_terminated());
        }
        fn is_over(run: &(impl FusedStream + UnwindSafe + RefUnwindSafe + Send + Sync + Unpin)) {
            assert!(run.is_terminated());
            assert_eq!(run.size_hint(), (0, Some(0)));
        }
        fn within<T>(inner: T) -> Within<impl Surroundings, T> {
            Within::of(None::<Context>, inner)
        }
        is_fused(&within(ready(())));
        is_fused(&in_current_context(ready(())));
        is_fused(&scope().enter_async(ready(())));
        is_over(&within(empty::<()>()));
        is_over(&in_current_context(empty::<()>()));
        is_over(&scope().enter_stream(empty::<()>()));
    }
}
