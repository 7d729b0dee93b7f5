//! Whether spans that are not sampled hide what happens beneath them.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether spans alone are wanted, and none beneath one that is not sampled.
static SKIPS_UNSAMPLED: AtomicBool = AtomicBool::new(false);

/// Whether nobody is to be asked who listens to what happens beneath a span that is not sampled.
pub(crate) fn skips_unsampled() -> bool {
    SKIPS_UNSAMPLED.load(Ordering::Relaxed)
}

/// Says so.
#[cfg(feature = "sdk")]
pub(crate) fn skip_unsampled(skips: bool) {
    SKIPS_UNSAMPLED.store(skips, Ordering::Relaxed);
}
