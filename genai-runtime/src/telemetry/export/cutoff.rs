//! Aborts an export when a shutdown times out.

use std::sync::{Mutex, PoisonError};
use std::task::{Context, Waker};

/// A switch that aborts the running export; one export runs at a time.
#[derive(Debug, Default)]
pub(crate) struct Cutoff {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    reason: Option<String>,
    waker: Option<Waker>,
}

impl Cutoff {
    /// Ends the running export, and every later one that does not finish at once, because of `reason`.
    pub(crate) fn fire(&self, reason: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.reason = Some(reason.to_owned());
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Why the switch has fired, if it has.
    pub(crate) fn reason(&self) -> Option<String> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.reason.clone()
    }

    /// Why the switch has fired; if it has not, the task of `context` is woken when it does.
    pub(crate) fn poll_reason(&self, context: &Context<'_>) -> Option<String> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.reason.is_none() {
            state.waker = Some(context.waker().clone());
        }
        state.reason.clone()
    }
}
