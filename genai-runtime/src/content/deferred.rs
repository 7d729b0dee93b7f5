//! Content on its way to a thread that has time for it.
//!
//! Redaction and JSON cost more than the copy of a prompt. Where a span of ours or an event goes to exporters of ours
//! alone, what was captured travels beside it and is rendered on the exporter's thread. A processor of ours takes it
//! when the span ends or the event is emitted ([`offered`]), on the thread that does so.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};

use super::captured::{Captured, Rendered};
use crate::quota::Quota;

/// What waits is bounded: beyond so many bytes, content is rendered where it is captured.
const MOST_WAITING: usize = 64 << 20;

static WAITING: Quota = Quota::new(MOST_WAITING);

thread_local! {
    static OFFERED: RefCell<Option<Arc<Deferred>>> = const { RefCell::new(None) };
}

/// Content that is rendered when somebody first wants it, once for all.
#[derive(Debug)]
pub(crate) struct Deferred {
    state: Mutex<State>,
    bytes: usize,
}

#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "it is allocated with what holds it, once for each operation"
)]
enum State {
    Waiting(Captured),
    Rendered(Arc<Rendered>),
}

impl Deferred {
    /// Lets content wait, if not too much does already.
    pub(crate) fn new(captured: Captured) -> Result<Arc<Self>, Box<Captured>> {
        let bytes = captured.bytes();
        if !WAITING.take(bytes) {
            return Err(Box::new(captured));
        }
        let state = Mutex::new(State::Waiting(captured));
        Ok(Arc::new(Self { state, bytes }))
    }

    /// Bytes of what was captured.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The content, rendered.
    pub(crate) fn rendered(&self) -> Arc<Rendered> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = std::mem::replace(&mut *state, State::Rendered(Arc::default()));
        let rendered = match waiting {
            State::Waiting(captured) => Arc::new(captured.render()),
            State::Rendered(rendered) => rendered,
        };
        *state = State::Rendered(Arc::clone(&rendered));
        rendered
    }
}

impl Drop for Deferred {
    fn drop(&mut self) {
        WAITING.give_back(self.bytes);
    }
}

/// Runs what ends a span or emits an event, with its content at hand for processors of ours, if it has any, and with
/// nothing of another span or event amid which this one ends.
pub(crate) fn offering<R>(content: Option<Arc<Deferred>>, run: impl FnOnce() -> R) -> R {
    if content.is_none() && !is_offering() {
        return run();
    }
    let before = OFFERED.try_with(|offered| offered.replace(content));
    let _before = Before(before.ok().flatten());
    run()
}

fn is_offering() -> bool {
    let is_offering = OFFERED.try_with(|offered| offered.borrow().is_some());
    is_offering.unwrap_or(false)
}

/// What was offered before is offered again.
struct Before(Option<Arc<Deferred>>);

impl Drop for Before {
    fn drop(&mut self) {
        let _ = OFFERED.try_with(|offered| offered.replace(self.0.take()));
    }
}

/// The content of the span that ends, or of the event that is emitted, on this thread.
pub(crate) fn offered() -> Option<Arc<Deferred>> {
    OFFERED
        .try_with(|offered| offered.borrow().clone())
        .ok()
        .flatten()
}
