//! Spawns tasks and threads that run in the current context.

use std::thread;

#[cfg(feature = "tokio")]
use tokio::task::{AbortHandle, JoinHandle, JoinSet};

#[cfg(feature = "tokio")]
use super::in_current_context;
use super::with_current_context;

/// Spawns a thread that runs in the current context; see [`std::thread::spawn`].
///
/// For a [`Builder`](std::thread::Builder) and for scoped threads use [`with_current_context`].
///
/// # Panics
///
/// If the operating system has no thread left, as [`std::thread::spawn`] does.
///
/// # Examples
///
/// ```
/// use genai_runtime::propagation::spawn_thread;
///
/// assert_eq!(spawn_thread(|| 42).join().unwrap(), 42);
/// ```
#[track_caller]
pub fn spawn_thread<F, R>(run: F) -> thread::JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    thread::spawn(with_current_context(run))
}

/// Spawns a tokio task that runs in the current context; see [`tokio::spawn`].
///
/// # Panics
///
/// Outside of a tokio runtime, as [`tokio::spawn`] does.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// assert_eq!(genai_runtime::spawn(async { 42 }).await.unwrap(), 42);
/// # }
/// ```
#[cfg(feature = "tokio")]
#[track_caller]
pub fn spawn<Fut>(future: Fut) -> JoinHandle<Fut::Output>
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
///
/// # Examples
///
/// ```
/// use genai_runtime::{chain_step, spawn_blocking};
///
/// #[chain_step]
/// fn chunks(document: &str) -> usize {
///     document.split("\n\n").count()
/// }
///
/// #[chain_step]
/// async fn ingest(document: String) -> usize {
///     // Its span is under that of `ingest`.
///     spawn_blocking(move || chunks(&document)).await.unwrap_or_default()
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// assert_eq!(ingest("one\n\ntwo".to_owned()).await, 2);
/// # }
/// ```
#[cfg(feature = "tokio")]
#[track_caller]
pub fn spawn_blocking<F, R>(run: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    tokio::task::spawn_blocking(with_current_context(run))
}

/// Spawns a task that stays on this thread, in the current context; see [`tokio::task::spawn_local`].
///
/// # Panics
///
/// Outside of a [`LocalSet`](tokio::task::LocalSet), as [`tokio::task::spawn_local`] does.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
/// use genai_runtime::propagation::spawn_local;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let document = Rc::new("one two".to_owned());
/// let words = async {
///     let document = Rc::clone(&document);
///     spawn_local(async move { document.split(' ').count() }).await
/// };
/// assert_eq!(tokio::task::LocalSet::new().run_until(words).await.unwrap(), 2);
/// # }
/// ```
#[cfg(feature = "tokio")]
#[track_caller]
pub fn spawn_local<Fut>(future: Fut) -> JoinHandle<Fut::Output>
where
    Fut: Future + 'static,
    Fut::Output: 'static,
{
    tokio::task::spawn_local(in_current_context(future))
}

/// Spawns tasks of a [`JoinSet`] that run in the current context.
///
/// # Examples
///
/// ```
/// use genai_runtime::propagation::JoinSetExt;
/// use tokio::task::JoinSet;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let mut summaries = JoinSet::new();
/// for page in ["one", "two"] {
///     summaries.spawn_in_context(async move { page.len() });
/// }
/// assert_eq!(summaries.join_all().await, [3, 3]);
/// # }
/// ```
#[cfg(feature = "tokio")]
pub trait JoinSetExt<T> {
    /// Spawns a task that runs in the current context; see [`JoinSet::spawn`].
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime, as [`JoinSet::spawn`] does.
    #[track_caller]
    fn spawn_in_context<Fut>(&mut self, future: Fut) -> AbortHandle
    where
        Fut: Future<Output = T> + Send + 'static,
        T: Send;

    /// Runs a blocking closure in the current context; see [`JoinSet::spawn_blocking`].
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime, as [`JoinSet::spawn_blocking`] does.
    #[track_caller]
    fn spawn_blocking_in_context<F>(&mut self, run: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send;

    /// Spawns a task that stays on this thread, in the current context; see [`JoinSet::spawn_local`].
    ///
    /// # Panics
    ///
    /// Outside of a [`LocalSet`](tokio::task::LocalSet), as [`JoinSet::spawn_local`] does.
    #[track_caller]
    fn spawn_local_in_context<Fut>(&mut self, future: Fut) -> AbortHandle
    where
        Fut: Future<Output = T> + 'static;
}

#[cfg(feature = "tokio")]
impl<T: 'static> JoinSetExt<T> for JoinSet<T> {
    fn spawn_in_context<Fut>(&mut self, future: Fut) -> AbortHandle
    where
        Fut: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.spawn(in_current_context(future))
    }

    fn spawn_blocking_in_context<F>(&mut self, run: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        self.spawn_blocking(with_current_context(run))
    }

    fn spawn_local_in_context<Fut>(&mut self, future: Fut) -> AbortHandle
    where
        Fut: Future<Output = T> + 'static,
    {
        self.spawn_local(in_current_context(future))
    }
}
