//! Whether operations under an unsampled span are skipped.

use std::sync::atomic::{AtomicBool, Ordering};

/// True while the sampler follows the parent and neither metrics nor events, which count unsampled operations too, are
/// exported.
static SKIPS_UNSAMPLED: AtomicBool = AtomicBool::new(false);

/// Whether an operation under an unsampled span is skipped.
pub(crate) fn skips_unsampled() -> bool {
    SKIPS_UNSAMPLED.load(Ordering::Relaxed)
}

#[cfg(feature = "sdk")]
pub(crate) fn skip_unsampled(skips: bool) {
    SKIPS_UNSAMPLED.store(skips, Ordering::Relaxed);
}
