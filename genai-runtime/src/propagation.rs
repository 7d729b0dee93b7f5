//! Carrying the trace context to where it does not go by itself: other tasks and threads.

use std::pin::Pin;
use std::task::{Context as Task, Poll};

use opentelemetry::Context;
use opentelemetry::propagation::Extractor;
use pin_project::{pin_project, pinned_drop};

/// A future that runs in the context in which it was made, wherever it is polled or dropped.
#[derive(Debug)]
#[pin_project(PinnedDrop)]
pub struct InContext<Fut> {
    context: Context,
    #[pin]
    future: Option<Fut>,
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
    InContext::new(Context::current(), future)
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
        let _attached = this.context.clone().attach();
        match this.future.as_pin_mut() {
            Some(future) => future.poll(task),
            None => Poll::Pending,
        }
    }
}

#[pinned_drop]
impl<Fut> PinnedDrop for InContext<Fut> {
    fn drop(self: Pin<&mut Self>) {
        let mut this = self.project();
        let _attached = this.context.clone().attach();
        this.future.set(None);
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
/// ```
pub fn with_current_context<R>(run: impl FnOnce() -> R) -> impl FnOnce() -> R {
    let context = Context::current();
    move || {
        let _attached = context.attach();
        run()
    }
}

/// Spawns a tokio task that runs in the current context; see [`tokio::spawn`].
///
/// # Panics
///
/// Outside of a tokio runtime, as [`tokio::spawn`] does.
#[cfg(feature = "tokio")]
pub fn spawn<Fut>(future: Fut) -> tokio::task::JoinHandle<Fut::Output>
where
    Fut: Future + Send + 'static,
    Fut::Output: Send + 'static,
{
    tokio::spawn(in_current_context(future))
}

/// Runs a blocking closure in the current context; see [`tokio::task::spawn_blocking`].
///
/// # Panics
///
/// Outside of a tokio runtime, as [`tokio::task::spawn_blocking`] does.
#[cfg(feature = "tokio")]
pub fn spawn_blocking<F, R>(run: F) -> tokio::task::JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    tokio::task::spawn_blocking(with_current_context(run))
}

/// The context that the headers of an incoming request carry, in the formats of the installed
/// propagators (`traceparent`, `tracestate` and `baggage` where [`Telemetry`](crate::Telemetry) is
/// installed with its defaults). Without such headers it is the current one.
///
/// # Examples
///
/// ```
/// use genai_runtime::{Usage, llm_span, propagation};
///
/// #[llm_span(system = "openai", model = "gpt-4o-mini", parent = propagation::extract(headers))]
/// fn handle(headers: &http::HeaderMap) -> Usage {
///     Usage::new()
/// }
/// # handle(&http::HeaderMap::new());
/// ```
pub fn extract(headers: &http::HeaderMap) -> Context {
    opentelemetry::global::get_text_map_propagator(|propagator| {
        propagator.extract(&Headers(headers))
    })
}

/// Headers as propagators read them.
struct Headers<'a>(&'a http::HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}
