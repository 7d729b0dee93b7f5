//! Keeps what goes wrong in telemetry out of the user's path.
//!
//! The OpenTelemetry API panics where the current context cannot be reached: while a thread's own values
//! are destroyed, and inside a closure that looks at the context. Processors and exporters of others may
//! panic anywhere. Out of a destructor such a panic would end the program.

use std::any::Any;
use std::cell::Cell;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

use opentelemetry::{Context, ContextGuard};

/// Runs telemetry; a panic in it ends here.
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

/// Drops what was thrown. That is the user's, whose destructor may panic in turn: what this throws is never dropped.
#[cold]
pub(crate) fn discard(payload: Box<dyn Any + Send>) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        mem::forget(payload);
    }
}

/// Whether this thread still has a current context.
///
/// A thread's values are destroyed in the reverse of the order in which they were first used. The witness
/// is first used right after the context, so it goes before the context does.
pub(crate) fn context_is_reachable() -> bool {
    let seen = WITNESS.try_with(|witness| {
        if !witness.0.get() {
            witness
                .0
                .set(shielded(|| drop(Context::current())).is_some());
        }
        witness.0.get()
    });
    seen.unwrap_or(false)
}

/// The current context; an empty one where it cannot be reached.
pub(crate) fn current_context() -> Context {
    if !context_is_reachable() {
        return Context::new();
    }
    shielded(Context::current).unwrap_or_default()
}

/// Makes a context current until the guard is dropped; nothing happens where that is impossible.
pub(crate) fn attach(context: &Context) -> Option<ContextGuard> {
    if !context_is_reachable() {
        return None;
    }
    shielded(|| context.clone().attach())
}

/// Suppresses telemetry until the guard is dropped, also in tasks and threads that the context is carried to.
pub(crate) fn suppress() -> Option<ContextGuard> {
    if !context_is_reachable() {
        return None;
    }
    shielded(Context::enter_telemetry_suppressed_scope)
}

thread_local! {
    static WITNESS: Witness = Witness(Cell::new(shielded(|| drop(Context::current())).is_some()));
}

/// Whether the context was reached. Has a destructor, so that its own end can be seen.
struct Witness(Cell<bool>);

impl Drop for Witness {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

#[cfg(test)]
mod tests {
    use std::mem;
    use std::panic::{catch_unwind, panic_any};

    use super::shielded;

    /// Throws another one of itself when it is dropped.
    struct Hydra;

    impl Drop for Hydra {
        fn drop(&mut self) {
            panic_any(Self);
        }
    }

    #[test]
    fn what_is_thrown_ends_with_the_panic() {
        assert_eq!(shielded(|| 1), Some(1));
        let caught = catch_unwind(|| shielded(|| panic_any(Hydra)));
        assert_eq!(caught.map_err(mem::forget), Ok(None::<()>));
    }
}
