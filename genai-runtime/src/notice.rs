//! Messages of this crate to the application's developers: mistakes in its use, not telemetry.
//!
//! They go to the diagnostics of [`Telemetry`](crate::Telemetry), and nowhere while none is installed.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Receives notices.
#[derive(Clone)]
pub(crate) struct NoticeSink(pub(crate) Arc<dyn Fn(&str) + Send + Sync>);

impl fmt::Debug for NoticeSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NoticeSink")
    }
}

static SINK: RwLock<Option<NoticeSink>> = RwLock::new(None);

/// Whether notices are received.
pub(crate) fn has_receiver() -> bool {
    SINK.read()
        .unwrap_or_else(PoisonError::into_inner)
        .is_some()
}

/// Sends a notice, if notices are received.
pub(crate) fn notice(message: &str) {
    let sink = SINK.read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(NoticeSink(write)) = sink {
        write(message);
    }
}

/// Messages that [`notice_once`] has sent, at most [`MESSAGES`].
static SENT: Mutex<Vec<String>> = Mutex::new(Vec::new());
const MESSAGES: usize = 256;

/// Sends a notice, unless the same was sent before or nobody receives it.
pub(crate) fn notice_once(message: &str) {
    if !has_receiver() {
        return;
    }
    let mut sent = SENT.lock().unwrap_or_else(PoisonError::into_inner);
    let is_new = sent.len() < MESSAGES && !sent.iter().any(|known| known == message);
    if is_new {
        sent.push(message.to_owned());
    }
    drop(sent);
    if is_new {
        notice(message);
    }
}

/// Sends notices to this sink from now on; `None` discards them.
#[cfg(feature = "sdk")]
pub(crate) fn set(sink: Option<NoticeSink>) {
    let mut current = SINK.write().unwrap_or_else(PoisonError::into_inner);
    let before = std::mem::replace(&mut *current, sink);
    drop(current);
    drop(before);
}
