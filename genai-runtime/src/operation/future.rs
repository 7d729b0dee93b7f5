//! The one adapter around an asynchronous function's body.
//!
//! The operation of an `async fn` starts at the first poll, in the context that is current then. The operation of a
//! plain function that returns a future starts at the call. The operation's context is attached in every poll and while
//! the body is dropped, never in between.

use std::fmt;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::FusedFuture;
use pin_project_lite::pin_project;

use super::call::{Running, begin_observed, drop_unpolled, unobserved};
use super::conclude::{Conclude, Conclusion};
use super::unwind::FailOnUnwind;
use super::{Following, Ongoing, Operation, Outcome, Start};
use crate::callsite::Callsite;
use crate::chain::Moment;

pin_project! {
    /// The future of an annotated function.
    ///
    /// One type around the body and no more: the compiler proves `Send` of nested futures type by type, and
    /// gives up at its recursion limit.
    #[allow(missing_docs, reason = "the macro takes no docs of fields")]
    #[project = Projection]
    pub enum Instrumented<F, Fut, C>
    where
        F: FnOnce(&mut Start) -> Fut,
        C: Conclusion,
    {
        /// Not polled yet: holds the closure that makes the body; `None` if it has panicked.
        Waiting {
            // The function.
            callsite: &'static Callsite,
            // When it was called.
            called: Moment,
            // Makes the body.
            start: Option<F>,
            // Takes its output.
            conclude: Option<C>,
        },
        /// The body exists: the operation goes on until the body is ready.
        Begun {
            // The body.
            #[pin]
            body: Fut,
            // The operation, if it is observed, and what takes the body's output. Taken out by hand on drop, so that
            // dropping an unobserved future takes little code.
            operation: ManuallyDrop<Option<(Ongoing, C)>>,
            // Takes the body's output if the operation is unobserved.
            rest: C::Rest,
        },
        /// Dropped.
        Gone,
    }

    impl<F, Fut, C> PinnedDrop for Instrumented<F, Fut, C>
    where
        F: FnOnce(&mut Start) -> Fut,
        C: Conclusion,
    {
        fn drop(this: Pin<&mut Self>) {
            if !this.holds_nothing() {
                this.gone();
            }
        }
    }
}

impl<F, Fut, C> Future for Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: Future<Output = C::Value>,
    C: Conclude,
{
    type Output = C::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_with(task, C::conclude, C::unobserved)
    }
}

impl<F, Fut, C> FusedFuture for Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    Fut: FusedFuture<Output = C::Value>,
    C: Conclude,
{
    fn is_terminated(&self) -> bool {
        self.is_over()
    }
}

impl<F, Fut, C> Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    C: Conclusion,
{
    /// Polls the body. Its output goes to `end`, or to `otherwise` if the operation is unobserved.
    #[inline]
    pub(super) fn poll_with<R>(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        end: impl FnOnce(C, Fut::Output, Following) -> R,
        otherwise: impl FnOnce(&mut C::Rest, Fut::Output) -> Poll<R>,
    ) -> Poll<R>
    where
        Fut: Future,
    {
        // Split from the observed case, so that users' functions inline no more than this.
        if let Projection::Begun {
            body,
            operation,
            rest,
        } = self.as_mut().project()
            && operation.is_none()
        {
            let value = ready!(body.poll(task));
            return otherwise(rest, value);
        }
        self.poll_observed(task, end, otherwise)
    }

    #[inline(never)]
    fn poll_observed<R>(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        end: impl FnOnce(C, Fut::Output, Following) -> R,
        otherwise: impl FnOnce(&mut C::Rest, Fut::Output) -> Poll<R>,
    ) -> Poll<R>
    where
        Fut: Future,
    {
        if let Self::Waiting {
            callsite,
            start: Some(_),
            ..
        } = &*self
        {
            match Running::observed(callsite) {
                None => self.as_mut().begin_unobserved(),
                Some(running) => self.as_mut().begin(running),
            }
        }
        let Projection::Begun {
            body,
            operation,
            rest,
        } = self.project()
        else {
            // Only reached by a poll after the closure that makes the body has panicked.
            return Poll::Pending;
        };
        let Some((ongoing, _)) = &mut **operation else {
            let value = ready!(body.poll(task));
            return otherwise(rest, value);
        };
        let ongoing: &mut Operation = ongoing;
        ongoing.has_begun = true;
        let mut guard = FailOnUnwind::new(ongoing);
        let attached = guard.operation().attach();
        let polled = body.poll(task);
        drop(attached);
        guard.disarm();
        let value = ready!(polled);
        match operation.take() {
            Some((operation, conclude)) => {
                Poll::Ready(end(conclude, value, Following(Some(operation))))
            }
            None => otherwise(rest, value),
        }
    }

    /// A future whose body exists already.
    #[inline]
    pub(super) fn begun(body: Fut, operation: Option<Ongoing>, conclude: C) -> Self {
        let (operation, rest) = match operation {
            Some(operation) => (Some((operation, conclude)), C::Rest::default()),
            None => (None, conclude.rest()),
        };
        Self::Begun {
            body,
            operation: ManuallyDrop::new(operation),
            rest,
        }
    }

    /// Makes the body of an unobserved operation. The closure is taken out only here, so that parameters are moved
    /// once.
    #[inline]
    fn begin_unobserved(mut self: Pin<&mut Self>) {
        if let Projection::Waiting {
            start, conclude, ..
        } = self.as_mut().project()
            && let Some(start) = start.take()
            && let Some(conclude) = conclude.take()
        {
            self.set(Self::begun(unobserved(start), None, conclude));
        }
    }

    /// Starts the operation and makes the body.
    #[inline]
    fn begin(mut self: Pin<&mut Self>, running: Running) {
        if let Projection::Waiting {
            called,
            start,
            conclude,
            ..
        } = self.as_mut().project()
            && let Some(start) = start.take()
            && let Some(conclude) = conclude.take()
        {
            let (body, operation) = begin_observed(running, *called, start);
            self.set(Self::begun(body, operation, conclude));
        }
    }

    /// Whether the body has terminated.
    pub(super) fn is_over(&self) -> bool
    where
        Fut: FusedFuture,
    {
        match self {
            Self::Waiting { .. } => false,
            Self::Begun { body, .. } => body.is_terminated(),
            Self::Gone => true,
        }
    }

    /// Whether there is no operation to end on drop.
    #[inline]
    fn holds_nothing(&self) -> bool {
        match self {
            Self::Waiting { start, .. } => start.is_none(),
            Self::Begun { operation, .. } => operation.is_none(),
            Self::Gone => true,
        }
    }

    /// Ends the operation of a future that is dropped before it is ready.
    #[inline(never)]
    fn gone(mut self: Pin<&mut Self>) {
        match self.as_mut().project() {
            Projection::Waiting {
                callsite,
                called,
                start,
                ..
            } => {
                if let Some(start) = start.take() {
                    drop_unpolled(callsite, *called, start);
                }
            }
            Projection::Begun { operation, .. } => {
                if let Some((mut operation, _)) = operation.take() {
                    let mut guard = FailOnUnwind::new(&mut operation);
                    let attached = guard.operation().attach();
                    // Drops the body. This calls `drop` again, with no operation left.
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

impl<F, Fut, C> fmt::Debug for Instrumented<F, Fut, C>
where
    F: FnOnce(&mut Start) -> Fut,
    C: Conclusion,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting { callsite, .. } => f
                .debug_struct("Waiting")
                .field("callsite", callsite)
                .finish_non_exhaustive(),
            Self::Begun { operation, .. } => f
                .debug_struct("Begun")
                .field(
                    "operation",
                    &operation.as_ref().map(|(operation, _)| operation),
                )
                .finish_non_exhaustive(),
            Self::Gone => f.write_str("Gone"),
        }
    }
}
