//! A direct path to the tracer of this crate's own installation, past the SDK's span type.
//!
//! A span of the SDK is boxed twice, and each attribute that is set on it takes a lock and three virtual calls. Our own
//! tracer needs none of that: it asks a sampler, and queues the ended span for our exporters. So the provider of our
//! installation, when asked for a tracer, identifies itself ([`offer`]), and the span that it makes takes all final
//! attributes at once ([`EndedSpan`]).
//!
//! A provider that a host installs afterwards offers nothing and is used through the API. One that merely delegates to
//! ours is bypassed, since ours still makes the offer: wrap the provider of the guard instead.

use std::cell::Cell;
use std::sync::Arc;

use opentelemetry::Context;
use opentelemetry::trace::TraceId;

use super::answer::SpanEndData;
use super::opening::{Opening, StartedSpan};

/// The tracer of this crate's own installation.
pub(crate) trait DirectTracer: Send + Sync {
    /// Samples a span; returns its trace if it is to be recorded. If not, `started` is complete: a non-recording span,
    /// or absent after shutdown.
    fn sample(&self, parent: &Context, started: &mut StartedSpan) -> Option<TraceId>;

    /// Starts a recording span in its trace.
    fn start(
        &self,
        opening: Opening<'_>,
        trace: TraceId,
        parent: &Context,
        started: &mut StartedSpan,
    );
}

thread_local! {
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
    static OFFERED: Cell<Option<Arc<dyn DirectTracer>>> = const { Cell::new(None) };
}

/// Runs code that asks the global provider for a tracer; returns ours if one was offered meanwhile.
#[inline]
pub(super) fn asking<R>(run: impl FnOnce() -> R) -> (R, Option<Arc<dyn DirectTracer>>) {
    let offered = || OFFERED.try_with(Cell::take).ok().flatten();
    drop(offered());
    let question = Question::new();
    let result = run();
    drop(question);
    (result, offered())
}

/// Accepts an offer on this thread while it lives; its destructor runs even if a third-party provider panics.
struct Question(());

impl Question {
    fn new() -> Self {
        let _ = IS_ASKED.try_with(|asked| asked.set(true));
        Self(())
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        let _ = IS_ASKED.try_with(|asked| asked.set(false));
    }
}

/// Offers our tracer to [`asking`], if that runs on this thread.
pub(crate) fn offer(tracer: impl FnOnce() -> Arc<dyn DirectTracer>) {
    if IS_ASKED.try_with(Cell::take).unwrap_or(false) {
        let _ = OFFERED.try_with(|offered| offered.set(Some(tracer())));
    }
}

/// An ended span of ours that is not queued yet.
pub(crate) trait EndedSpan: Send {
    /// Queues it for every exporter, with what its operation adds at the end.
    fn pass_on(self: Box<Self>, last: SpanEndData<'_>);
}

thread_local! {
    static IS_ENDING: Cell<bool> = const { Cell::new(false) };
    static ENDED: Cell<Option<Box<dyn EndedSpan>>> = const { Cell::new(None) };
}

/// Runs code that ends a span of ours, and takes that span; `None` if it had ended before.
///
/// # Errors
///
/// `end`, not called, if the thread's locals are gone.
pub(super) fn ending<F: FnOnce()>(end: F) -> Result<Option<Box<dyn EndedSpan>>, F> {
    if ENDED.try_with(|_| ()).is_err() {
        return Err(end);
    }
    let ending = Ending::new();
    end();
    drop(ending);
    Ok(ENDED.try_with(Cell::take).ok().flatten())
}

/// Makes [`ended`] hand over the span on this thread while it lives.
struct Ending(());

impl Ending {
    fn new() -> Self {
        IS_ENDING.set(true);
        Self(())
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        IS_ENDING.set(false);
    }
}

/// Hands an ended span to [`ending`] if that runs on this thread, and queues it otherwise.
pub(crate) fn ended(span: Box<dyn EndedSpan>) {
    if IS_ENDING.replace(false) {
        let _ = ENDED.try_with(|ended| ended.set(Some(span)));
    } else {
        span.pass_on(SpanEndData {
            attributes: &mut Vec::new(),
            own: 0..0,
            answer: None,
        });
    }
}
