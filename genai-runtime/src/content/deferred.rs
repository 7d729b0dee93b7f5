//! Content that is rendered on the exporter's thread.
//!
//! Redaction and JSON cost more than copying a prompt. If a span or an event goes to our exporters only, the captured
//! content is queued with it and rendered there. Our processors take it ([`offered`]) on the thread that ends the span
//! or emits the event.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};

use super::captured::{Captured, Rendered};
use crate::quota::Quota;

/// The limit of deferred content in bytes; beyond it, content is rendered where it is captured.
const MOST_WAITING: usize = 64 << 20;

static WAITING: Quota = Quota::new(MOST_WAITING);

thread_local! {
    static OFFERED: RefCell<Option<Arc<Deferred>>> = const { RefCell::new(None) };
}

/// Content that is rendered on first use, once for all exporters.
#[derive(Debug)]
pub(crate) struct Deferred {
    state: Mutex<State>,
    bytes: usize,
}

#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "it is allocated once for each operation"
)]
enum State {
    Waiting(Captured),
    Rendered(Arc<Rendered>),
}

impl Deferred {
    /// Defers content.
    ///
    /// # Errors
    ///
    /// The content, if too much is deferred already.
    pub(crate) fn new(captured: Captured) -> Result<Arc<Self>, Box<Captured>> {
        let bytes = captured.bytes();
        if !WAITING.take(bytes) {
            return Err(Box::new(captured));
        }
        let state = Mutex::new(State::Waiting(captured));
        Ok(Arc::new(Self { state, bytes }))
    }

    /// The size of the captured content in bytes.
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

/// Runs code that ends a span or emits an event, and offers its content, if any, to our processors. Content of another
/// span or event, within whose processing this one ends, is hidden meanwhile.
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

/// Restores the previous offer.
struct Before(Option<Arc<Deferred>>);

impl Drop for Before {
    fn drop(&mut self) {
        let _ = OFFERED.try_with(|offered| offered.replace(self.0.take()));
    }
}

/// The content of the span that is ending, or of the event that is being emitted, on this thread.
pub(crate) fn offered() -> Option<Arc<Deferred>> {
    OFFERED
        .try_with(|offered| offered.borrow().clone())
        .ok()
        .flatten()
}
