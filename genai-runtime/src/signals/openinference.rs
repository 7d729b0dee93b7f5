//! Whether spans carry `openinference.span.kind`.

use std::sync::atomic::{AtomicBool, Ordering};

static IS_WRITTEN: AtomicBool = AtomicBool::new(true);

pub(super) fn is_written() -> bool {
    IS_WRITTEN.load(Ordering::Relaxed)
}

/// Chooses for the process. Default: they do.
#[cfg(feature = "sdk")]
pub(crate) fn choose(is_written: Option<bool>) {
    IS_WRITTEN.store(is_written.unwrap_or(true), Ordering::Relaxed);
}
