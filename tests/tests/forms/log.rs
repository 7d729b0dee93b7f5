//! A log of what a body does, in order, and where it is cut short.

use std::fmt;
use std::future::poll_fn;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::thread;

/// Where a run panics; events are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    Nowhere,
    AtStep(usize),
    AtDrop(usize),
}

/// The events of one run. Clones share them.
#[derive(Clone)]
pub(crate) struct Log(Arc<Mutex<Events>>);

struct Events {
    cut: Cut,
    steps: usize,
    drops: usize,
    lines: Vec<String>,
}

impl Log {
    pub(crate) fn new(cut: Cut) -> Self {
        Self(Arc::new(Mutex::new(Events {
            cut,
            steps: 0,
            drops: 0,
            lines: Vec::new(),
        })))
    }

    /// Logs a step of a body.
    pub(crate) fn step(&self, name: &str) {
        let cut = self.with(|events| {
            events.lines.push(name.to_owned());
            events.steps += 1;
            events.cut == Cut::AtStep(events.steps - 1)
        });
        if cut {
            unwind(format!("cut at {name}"));
        }
    }

    /// A value that logs its drop.
    pub(crate) fn noisy(&self, name: &'static str) -> Noisy {
        Noisy {
            name,
            log: self.clone(),
        }
    }

    /// Is pending once.
    pub(crate) async fn pause(&self, name: &str) {
        let mut was_polled = false;
        poll_fn(|task| {
            if was_polled {
                return Poll::Ready(());
            }
            was_polled = true;
            self.step(&format!("pause {name}"));
            task.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        self.step(&format!("resume {name}"));
    }

    /// Holds a future during one pending poll, so that it can be dropped before its first poll.
    pub(crate) async fn awaited<Fut: Future<Output: fmt::Debug>>(self, future: Fut) -> String {
        self.pause("made").await;
        let value = future.await;
        self.returned(value)
    }

    /// Logs and returns the text of a result, and then drops the result.
    pub(crate) fn returned(&self, value: impl fmt::Debug) -> String {
        self.with(|events| events.lines.push("returned".to_owned()));
        format!("{value:?}")
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.with(|events| events.lines.clone())
    }

    pub(crate) fn steps(&self) -> usize {
        self.with(|events| events.steps)
    }

    pub(crate) fn drops(&self) -> usize {
        self.with(|events| events.drops)
    }

    fn with<R>(&self, look: impl FnOnce(&mut Events) -> R) -> R {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Logs its drop.
pub(crate) struct Noisy {
    pub(crate) name: &'static str,
    log: Log,
}

impl Noisy {
    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    /// Logs a step, so that a body can use the value.
    pub(crate) fn touch(&self) {
        self.log.step(&format!("touch {}", self.name));
    }
}

impl fmt::Debug for Noisy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Drop for Noisy {
    fn drop(&mut self) {
        let cut = self.log.with(|events| {
            events.lines.push(format!("drop {}", self.name));
            events.drops += 1;
            events.cut == Cut::AtDrop(events.drops - 1)
        });
        // A second panic would abort the process.
        if cut && !thread::panicking() {
            unwind(format!("cut at the drop of {}", self.name));
        }
    }
}

/// Panics without the hook, which would print a message for each cut.
fn unwind(payload: String) -> ! {
    resume_unwind(Box::new(payload))
}
