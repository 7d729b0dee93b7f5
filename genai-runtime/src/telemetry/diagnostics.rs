//! Reports problems of telemetry itself: on standard error, or to a function of the application.
//!
//! Every message is one line: quoted values are escaped and shortened. Never writes through `tracing`, `log` or an
//! exporter, so that a failing exporter cannot feed itself.

use std::collections::HashSet;
use std::fmt;
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::escape::limited;
use crate::shield::shielded;

/// How many characters of a message are shown.
const LINE: usize = 1_000;

/// How many characters of a value are quoted.
const VALUE: usize = 200;

/// An untrusted value as messages quote it.
pub(crate) fn quoted(value: &str) -> String {
    limited(value, VALUE)
}

/// A cheap handle to the sink of messages.
#[derive(Clone)]
pub(crate) struct Diagnostics {
    seen: Arc<Mutex<HashSet<String>>>,
    write: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Diagnostics {
    /// Standard error; every distinct text appears once per process.
    pub(crate) fn stderr() -> Self {
        static STDERR: LazyLock<Diagnostics> = LazyLock::new(|| {
            Diagnostics::to(|message| {
                // A closed standard error must not disturb the program.
                let _ = writeln!(std::io::stderr().lock(), "genai-runtime: {message}");
            })
        });
        STDERR.clone()
    }

    /// A function of the application; every distinct text is passed once.
    pub(crate) fn to(write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self {
            seen: Arc::default(),
            write: Arc::new(write),
        }
    }

    /// Reports `message` unless the same text was reported before.
    pub(crate) fn warn(&self, message: &str) {
        let message = limited(message, LINE);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = seen.insert(message.clone());
        drop(seen);
        if fresh {
            self.write(&message);
        }
    }

    /// Reports `message` even if the same text was reported before; the caller limits the rate.
    pub(crate) fn notice(&self, message: &str) {
        self.write(&limited(message, LINE));
    }

    /// Called on threads that must survive a panic of the application's function.
    fn write(&self, message: &str) {
        shielded(|| (self.write)(message));
    }
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self::stderr()
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Diagnostics")
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_of_limited_length() {
        let (sender, receiver) = std::sync::mpsc::channel();
        let diagnostics = Diagnostics::to(move |message| sender.send(message.to_owned()).unwrap());
        diagnostics.warn("a\nb\u{1b}[2J");
        diagnostics.notice(&"x".repeat(1_000_000));
        assert_eq!(receiver.recv().unwrap(), "a\\nb\\x1b[2J");
        assert_eq!(receiver.recv().unwrap(), format!("{}…", "x".repeat(1_000)));
    }

    #[test]
    fn a_panic_of_the_applications_function_is_survived() {
        let diagnostics = Diagnostics::to(|message| panic!("{message}"));
        diagnostics.warn("a");
        diagnostics.notice("b");
    }

    #[test]
    fn a_text_is_reported_once() {
        let (sender, receiver) = std::sync::mpsc::channel();
        let diagnostics = Diagnostics::to(move |message| sender.send(message.to_owned()).unwrap());
        for message in ["a", "b", "a"] {
            diagnostics.clone().warn(message);
        }
        drop(diagnostics);
        assert_eq!(receiver.iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
