//! Keeps panics in telemetry away from the user's code.
//!
//! The OpenTelemetry API panics where the current context is unreachable: while thread-locals are destroyed, and inside
//! `Context::map_current`. Third-party processors and exporters may panic anywhere. A panic that leaves a destructor
//! during unwinding would abort the process.

use std::any::Any;
use std::cell::Cell;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

use opentelemetry::{Context, ContextGuard};

/// Runs telemetry; returns `None` if it panics.
#[inline]
pub(crate) fn shielded<R>(run: impl FnOnce() -> R) -> Option<R> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => Some(result),
        Err(payload) => {
            discard(payload);
            None
        }
    }
}

/// Drops the payload of a panic. Its destructor may panic in turn; the payload of that panic is leaked.
#[cold]
pub(crate) fn discard(payload: Box<dyn Any + Send>) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        mem::forget(payload);
    }
}

/// Whether this thread can still reach its current context.
///
/// Thread-locals are destroyed in the reverse order of their first use. [`REACHABLE`] is first used right after the
/// context, so it is gone before the context is.
pub(crate) fn context_is_reachable() -> bool {
    let seen = REACHABLE.try_with(|reachable| {
        if !reachable.0.get() {
            reachable
                .0
                .set(shielded(|| drop(Context::current())).is_some());
        }
        reachable.0.get()
    });
    seen.unwrap_or(false)
}

/// The current context; an empty one where that is unreachable.
pub(crate) fn current_context() -> Context {
    if !context_is_reachable() {
        return Context::new();
    }
    shielded(Context::current).unwrap_or_default()
}

/// Makes a context current until the guard is dropped; does nothing where the current context is unreachable.
pub(crate) fn attach(context: &Context) -> Option<ContextGuard> {
    if !context_is_reachable() {
        return None;
    }
    shielded(|| context.clone().attach())
}

/// Suppresses telemetry until the guard is dropped, also in tasks and threads to which the context propagates.
pub(crate) fn suppress() -> Option<ContextGuard> {
    if !context_is_reachable() {
        return None;
    }
    shielded(Context::enter_telemetry_suppressed_scope)
}

thread_local! {
    static REACHABLE: Reachable = Reachable(Cell::new(shielded(|| drop(Context::current())).is_some()));
}

/// Whether the context was reached. Its destructor makes accesses to it fail from then on.
struct Reachable(Cell<bool>);

impl Drop for Reachable {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

#[cfg(test)]
mod tests {
    use std::mem;
    use std::panic::{catch_unwind, panic_any};

    use super::shielded;

    /// Panics with another value of its type on drop.
    struct Hydra;

    impl Drop for Hydra {
        fn drop(&mut self) {
            panic_any(Self);
        }
    }

    #[test]
    fn panics_of_dropped_payloads_are_caught() {
        assert_eq!(shielded(|| 1), Some(1));
        let caught = catch_unwind(|| shielded(|| panic_any(Hydra)));
        assert_eq!(caught.map_err(mem::forget), Ok(None::<()>));
    }
}
