//! Collects answers of several threads until a deadline.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The sending side, shared by all threads. Dropping it ends the wait.
#[derive(Debug)]
pub(super) struct Answering(Arc<Shared>);

/// The receiving side.
#[derive(Debug)]
pub(super) struct Answers(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The threads that have answered, in any order.
    answered: Vec<usize>,
    /// Whether the sending side is gone.
    is_over: bool,
}

pub(super) fn answers() -> (Answering, Answers) {
    let shared = Arc::<Shared>::default();
    (Answering(Arc::clone(&shared)), Answers(shared))
}

impl Answering {
    pub(super) fn answer(&self, who: usize) {
        self.0.state().answered.push(who);
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.state().is_over = true;
        self.0.changed.notify_all();
    }
}

impl Answers {
    /// Waits until the sending side is gone, at most until the deadline; returns the threads that have answered.
    pub(super) fn wait(&self, deadline: Instant) -> Vec<usize> {
        let left = deadline.saturating_duration_since(Instant::now());
        let may_come = |state: &mut State| !state.is_over;
        let Shared { changed, .. } = &*self.0;
        let waited = changed.wait_timeout_while(self.0.state(), left, may_come);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.answered.clone()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::answers;

    #[test]
    fn a_panicked_sender_is_not_waited_for() {
        let (answering, answers) = answers();
        let answering = Arc::new(answering);
        let silent = Arc::clone(&answering);
        let panicking = thread::spawn(move || {
            let _silent = silent;
            panic!("no answer");
        });
        let answering = thread::spawn(move || answering.answer(7));
        let long = Instant::now() + Duration::from_secs(600);
        assert_eq!(answers.wait(long), [7]);
        assert!(answering.join().is_ok() && panicking.join().is_err());
        assert!(Instant::now() < long);
    }

    #[test]
    fn waiting_ends_at_the_deadline() {
        let (answering, answers) = answers();
        assert!(answers.wait(Instant::now()).is_empty());
        answering.answer(7);
        assert_eq!(answers.wait(Instant::now()), [7]);
    }
}
