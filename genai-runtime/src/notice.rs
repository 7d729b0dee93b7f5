//! What the framework has to tell the application's developers, which is not telemetry.
//!
//! Says nothing until [`Telemetry`](crate::Telemetry) is installed, and then says it there.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Where notices go to.
#[derive(Clone)]
pub(crate) struct NoticeSink(pub(crate) Arc<dyn Fn(&str) + Send + Sync>);

impl fmt::Debug for NoticeSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NoticeSink")
    }
}

static SINK: RwLock<Option<NoticeSink>> = RwLock::new(None);

/// Whether there is a way to tell the developers.
pub(crate) fn is_heard() -> bool {
    SINK.read()
        .unwrap_or_else(PoisonError::into_inner)
        .is_some()
}

/// Tells the developers, if there is a way to.
pub(crate) fn notice(message: &str) {
    let sink = SINK.read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(NoticeSink(write)) = sink {
        write(message);
    }
}

/// Messages that were said, where each is said once; bounded.
static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
const MESSAGES: usize = 256;

/// Tells the developers once, if there is a way to.
pub(crate) fn notice_once(message: &str) {
    if !is_heard() {
        return;
    }
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    let is_new = said.len() < MESSAGES && !said.iter().any(|known| known == message);
    if is_new {
        said.push(message.to_owned());
    }
    drop(said);
    if is_new {
        notice(message);
    }
}

/// Sends notices to a sink from now on; none keeps them back.
#[cfg(feature = "sdk")]
pub(crate) fn set(sink: Option<NoticeSink>) {
    let mut current = SINK.write().unwrap_or_else(PoisonError::into_inner);
    let before = std::mem::replace(&mut *current, sink);
    drop(current);
    drop(before);
}
