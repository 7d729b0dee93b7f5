//! Keeps what goes wrong in telemetry out of the user's path.
//!
//! The OpenTelemetry API panics where the current context cannot be reached: while a thread's own values
//! are destroyed, and inside a closure that looks at the context. Processors and exporters of others may
//! panic anywhere. Out of a destructor such a panic would end the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use opentelemetry::Context;

/// Runs telemetry; a panic in it ends here.
pub(super) fn shielded<R>(run: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}

/// Whether this thread still has a current context.
///
/// A thread's values are destroyed in the reverse of the order in which they were first used. The witness
/// is first used right after the context, so it goes before the context does.
pub(super) fn context_is_reachable() -> bool {
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
