//! How a span tells, when it starts, that it goes to exporters of ours alone.
//!
//! Those render and redact on threads of their own. A processor of ours says so on the thread that starts the
//! span, so that a host's own providers are never taken for ours.

use std::cell::Cell;

thread_local! {
    static ACCEPTED: Cell<bool> = const { Cell::new(false) };
}

/// Runs what starts a span; says whether its content may wait until the span is exported.
pub(crate) fn asking<R>(run: impl FnOnce() -> R) -> (R, bool) {
    let _ = ACCEPTED.try_with(|accepted| accepted.set(false));
    let result = run();
    let accepted = ACCEPTED.try_with(Cell::take).unwrap_or(false);
    (result, accepted)
}

/// Says that the span that starts on this thread goes to exporters of ours alone.
#[cfg(feature = "sdk")]
pub(crate) fn accept() {
    let _ = ACCEPTED.try_with(|accepted| accepted.set(true));
}
