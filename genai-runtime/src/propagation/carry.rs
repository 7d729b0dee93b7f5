//! Futures and closures that run in the context in which they were made.

use std::pin::Pin;
use std::task::{Context as Task, Poll};

use opentelemetry::Context;
use pin_project_lite::pin_project;

use crate::shield::{attach, current_context};

pin_project! {
    /// A future that runs in the context in which it was made, wherever it is polled or dropped.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are polled"]
    pub struct InContext<Fut> {
        context: Context,
        #[pin]
        future: Option<Fut>,
    }

    impl<Fut> PinnedDrop for InContext<Fut> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _attached = attach(this.context);
            this.future.set(None);
        }
    }
}

/// Ties a future to the current context: what runs in it is nested under the current span, in any
/// task and on any thread.
///
/// # Examples
///
/// ```
/// use genai_runtime::propagation::in_current_context;
///
/// # fn hand_over(_: impl Future<Output = u32> + Send + 'static) {}
/// hand_over(in_current_context(async { 42 }));
/// ```
pub fn in_current_context<Fut: Future>(future: Fut) -> InContext<Fut> {
    InContext::new(current_context(), future)
}

impl<Fut: Future> InContext<Fut> {
    /// Ties a future to a context.
    pub fn new(context: Context, future: Fut) -> Self {
        Self {
            context,
            future: Some(future),
        }
    }
}

impl<Fut: Future> Future for InContext<Fut> {
    type Output = Fut::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let _attached = attach(this.context);
        match this.future.as_pin_mut() {
            Some(future) => future.poll(task),
            None => Poll::Pending,
        }
    }
}

/// Ties a closure to the current context, for threads and pools.
///
/// # Examples
///
/// ```
/// use genai_runtime::propagation::with_current_context;
///
/// let worker = std::thread::spawn(with_current_context(|| 42));
/// assert_eq!(worker.join().unwrap(), 42);
///
/// let pages = ["one", "two"];
/// std::thread::scope(|scope| {
///     for page in &pages {
///         scope.spawn(with_current_context(move || page.len()));
///     }
/// });
/// ```
pub fn with_current_context<R>(run: impl FnOnce() -> R) -> impl FnOnce() -> R {
    let context = current_context();
    move || {
        let _attached = attach(&context);
        run()
    }
}
