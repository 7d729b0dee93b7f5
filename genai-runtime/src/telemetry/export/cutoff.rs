//! Ends an export from outside, when the time of a shutdown is over.

use std::sync::{Mutex, PoisonError};
use std::task::{Context, Waker};

/// A switch that one export at a time waits for besides its own result.
#[derive(Debug, Default)]
pub(crate) struct Cutoff {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    fired: bool,
    waker: Option<Waker>,
}

impl Cutoff {
    /// Ends the running export and every later one that does not finish at once.
    pub(crate) fn fire(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.fired = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Whether the switch has fired; if not, the task of `context` is woken when it does.
    pub(crate) fn poll_fired(&self, context: &Context<'_>) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.fired {
            state.waker = Some(context.waker().clone());
        }
        state.fired
    }
}
