//! Spans that no SDK stands behind: those of annotated functions where telemetry was installed by this crate.
//!
//! A span of the SDK is boxed twice, and each attribute that is set on it takes a lock and three calls through
//! tables. What our own installation does with a span is known: it asks a sampler, and lets the finished span wait
//! for exporters of ours. So its global provider says, when it is asked for a tracer, that it is ours
//! ([`offer`]), and what it then makes takes all that an operation says at its end at once ([`EndedSpan`]).
//!
//! A provider that a host installs afterwards is used as ever, since it offers nothing. One that only passes on to
//! ours is bypassed, since ours makes the offer; it has to wrap the provider of the guard instead.

use std::cell::Cell;
use std::sync::Arc;

use opentelemetry::Context;
use opentelemetry::trace::TraceId;

use super::answer::LastWords;
use super::opening::{Opening, StartedSpan};

/// Starts spans of our own.
pub(crate) trait DirectTracer: Send + Sync {
    /// Decides whether a span is recorded, and in which trace. One that is not has been started, to be passed on and not
    /// kept, or is absent once the installation was shut down: what it is about need not be put together.
    fn sample(&self, parent: &Context, started: &mut StartedSpan) -> Option<TraceId>;

    /// Starts a span that is recorded, in its trace.
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

/// Runs what makes a tracer; says whether it is one of ours.
#[inline]
pub(super) fn asking<R>(run: impl FnOnce() -> R) -> (R, Option<Arc<dyn DirectTracer>>) {
    let offered = || OFFERED.try_with(Cell::take).ok().flatten();
    drop(offered());
    let question = Question::new();
    let result = run();
    drop(question);
    (result, offered())
}

/// The question stands as long as this lives, also where a host's provider panics.
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

/// Offers a tracer of ours to whom it concerns, if that asks on this thread.
pub(crate) fn offer(tracer: impl FnOnce() -> Arc<dyn DirectTracer>) {
    if IS_ASKED.try_with(Cell::take).unwrap_or(false) {
        let _ = OFFERED.try_with(|offered| offered.set(Some(tracer())));
    }
}

/// A span of ours that has ended, and that nobody exports yet.
pub(crate) trait EndedSpan: Send {
    /// Lets it wait for every exporter, with what is said last of it.
    fn pass_on(self: Box<Self>, last: LastWords<'_>);
}

thread_local! {
    static IS_ENDING: Cell<bool> = const { Cell::new(false) };
    static ENDED: Cell<Option<Box<dyn EndedSpan>>> = const { Cell::new(None) };
}

/// Runs what ends a span of ours, and takes that: none if it had ended before. An error gives back what cannot run
/// any more on this thread.
pub(super) fn ending<F: FnOnce()>(end: F) -> Result<Option<Box<dyn EndedSpan>>, F> {
    if ENDED.try_with(|_| ()).is_err() {
        return Err(end);
    }
    let ending = Ending::new();
    end();
    drop(ending);
    Ok(ENDED.try_with(Cell::take).ok().flatten())
}

/// Whoever ends a span waits for it as long as this lives.
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

/// Passes on a span that has ended, or gives it to whoever ends it on this thread.
pub(crate) fn ended(span: Box<dyn EndedSpan>) {
    if IS_ENDING.replace(false) {
        let _ = ENDED.try_with(|ended| ended.set(Some(span)));
    } else {
        span.pass_on(LastWords {
            attributes: &mut Vec::new(),
            answer: None,
        });
    }
}
