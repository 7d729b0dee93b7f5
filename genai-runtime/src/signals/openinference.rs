//! Whether spans say their kind in the words of the `OpenInference` conventions too.

use std::sync::atomic::{AtomicBool, Ordering};

static IS_SAID: AtomicBool = AtomicBool::new(true);

pub(super) fn is_said() -> bool {
    IS_SAID.load(Ordering::Relaxed)
}

/// Chooses for the process; where nothing is chosen, they do.
#[cfg(feature = "sdk")]
pub(crate) fn choose(is_said: Option<bool>) {
    IS_SAID.store(is_said.unwrap_or(true), Ordering::Relaxed);
}
