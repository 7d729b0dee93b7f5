//! Spans that no SDK stands behind: those of annotated functions where telemetry was installed by this crate.
//!
//! A span of the SDK is boxed twice, and each attribute that is set on it takes a lock and three calls through
//! tables. What our own installation does with a span is known: it asks a sampler, and lets the finished span wait
//! for exporters of ours. So its global provider says, when it is asked for a tracer, that it is ours
//! ([`offer`]), and what it then makes takes all that an operation says at its end at once ([`handed_over`]).
//!
//! A host that installs a provider of its own afterwards is seen as ever: its provider offers nothing. One that only
//! passes on to ours is passed by, for ours does; it has to wrap the provider of the guard.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use opentelemetry::{Context, KeyValue};

use super::opening::{Opening, StartedSpan};

/// Starts spans of our own.
pub(crate) trait DirectTracer: fmt::Debug + Send + Sync {
    /// Starts a span; absent once the installation was shut down.
    fn start(&self, opening: Opening, parent: &Context) -> StartedSpan;
}

thread_local! {
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
    static OFFERED: Cell<Option<Arc<dyn DirectTracer>>> = const { Cell::new(None) };
    static HANDED_OVER: Cell<Vec<KeyValue>> = const { Cell::new(Vec::new()) };
}

/// Runs what makes a tracer; says whether it is one of ours.
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

/// Hands a list over to the span of ours that ends next on this thread; false where that is impossible.
pub(super) fn hand_over(attributes: &mut Vec<KeyValue>) -> bool {
    let put = HANDED_OVER.try_with(|handed| handed.set(std::mem::take(attributes)));
    put.is_ok()
}

/// What was handed over last on this thread.
pub(super) fn take_back() -> Vec<KeyValue> {
    HANDED_OVER.try_with(Cell::take).unwrap_or_default()
}

/// Lets the span that ends take what was handed over to it; it leaves the room.
pub(crate) fn handed_over(take: impl FnOnce(&mut Vec<KeyValue>)) {
    let mut attributes = take_back();
    take(&mut attributes);
    hand_over(&mut attributes);
}
