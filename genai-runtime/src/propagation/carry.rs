//! Futures, streams and closures that run in the context in which they were made.

use opentelemetry::Context;

use crate::shield::{attach, current_context};
use crate::within::Within;

/// A future or stream that runs in the context in which it was made, wherever it is polled or dropped.
pub type InContext<T> = Within<Context, T>;

/// Ties a future or a stream to the current context: operations in it are nested under the current span and belong to
/// the current [scope](crate::chain::Scope), in any task and on any thread. The consumer of a stream does not run in
/// it.
///
/// # Examples
///
/// ```
/// use genai_runtime::propagation::in_current_context;
///
/// # fn hand_over(_: impl Future<Output = u32> + Send + 'static) {}
/// hand_over(in_current_context(async { 42 }));
/// ```
///
/// A web server polls the stream of a response's body once the handler, and all middleware around it, have returned:
///
/// ```
/// # #[cfg(feature = "testing")] {
/// use futures::{Stream, StreamExt};
/// use genai_runtime::propagation::in_current_context;
/// use genai_runtime::{chain, chain_step, testing};
///
/// #[chain_step]
/// async fn look_up(word: &str) -> usize {
///     word.len()
/// }
///
/// fn body() -> impl Stream<Item = usize> {
///     in_current_context(futures::stream::iter(["a", "b"]).then(look_up))
/// }
///
/// let capture = testing::capture();
/// let body = capture.run(|| chain::scope().user("u-42").enter(body));
/// futures::executor::block_on(body.count()); // later, and elsewhere
/// let is_of_user = |span: &testing::CapturedSpan| span.text("user.id").as_deref() == Some("u-42");
/// assert!(capture.spans().iter().all(is_of_user));
/// # }
/// ```
pub fn in_current_context<T>(inner: T) -> InContext<T> {
    InContext::new(current_context(), inner)
}

impl<T> InContext<T> {
    /// Ties a future or a stream to a context.
    pub fn new(context: Context, inner: T) -> Self {
        Self::of(context, inner)
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
