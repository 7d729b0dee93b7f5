//! Usage that is reported from within a function with `usage = manual`.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opentelemetry::Context;

use crate::callsite::Callsite;
use crate::report::{Response, ResponseFacts, UsageReport};
use crate::shield::{context_is_reachable, shielded};

/// The context value by which code finds the innermost operation with `usage = manual`.
#[derive(Debug)]
struct Slot(Arc<Reported>);

/// What code within an operation has reported so far.
#[derive(Debug)]
pub(super) struct Reported {
    facts: Mutex<ResponseFacts>,
    /// Whether a report has panicked. No further one is called: the panic hook prints each time.
    has_panicked: AtomicBool,
}

impl Reported {
    /// Takes all of it, when the operation ends.
    pub(super) fn take(&self) -> ResponseFacts {
        std::mem::take(&mut *self.lock())
    }

    /// The model that answered, if reported.
    pub(super) fn model(&self) -> Option<Cow<'static, str>> {
        self.lock().model.clone()
    }

    pub(super) fn has_panicked(&self) -> bool {
        self.has_panicked.load(Ordering::Relaxed)
    }

    fn report<T: UsageReport + ?Sized>(&self, value: &T) {
        if self.has_panicked() {
            return;
        }
        // `report` is the value's own code and may call `report` in turn: it runs without the lock.
        let mut facts = self.lock().apart();
        if shielded(|| value.report(&mut Response::new(&mut facts))).is_none() {
            self.has_panicked.store(true, Ordering::Relaxed);
        }
        self.lock().merge(facts);
    }

    fn lock(&self) -> MutexGuard<'_, ResponseFacts> {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds a [`Slot`] to the context of an operation with `usage = manual`.
pub(super) fn open(
    callsite: &Callsite,
    context: &mut Context,
    facts: &mut ResponseFacts,
) -> Option<Arc<Reported>> {
    if !callsite.manual_usage {
        return None;
    }
    let reported = Arc::new(Reported {
        facts: Mutex::new(std::mem::take(facts)),
        has_panicked: AtomicBool::new(false),
    });
    *context = context.with_value(Slot(reported.clone()));
    Some(reported)
}

/// Reports the usage of the innermost running function with `usage = manual`.
///
/// May be called repeatedly, for example with each event of a stream: the reports are combined as those of an
/// instrumented stream, and the last value of a count wins. A panic in the report is caught and recorded on the span.
/// Outside of such a function this does nothing.
///
/// # Examples
///
/// ```
/// use genai_runtime::{Usage, llm_span};
///
/// #[llm_span(system = "ollama", model = "llama3", usage = manual)]
/// fn complete(prompt: &str) -> String {
///     let answer = prompt.to_uppercase();
///     genai_runtime::report(&Usage::new().input(3).output(5));
///     answer
/// }
/// # assert_eq!(complete("hi"), "HI");
/// ```
pub fn report<T: UsageReport + ?Sized>(value: &T) {
    if !context_is_reachable() {
        return;
    }
    let reported = Context::map_current(|context| context.get::<Slot>().map(|slot| slot.0.clone()));
    if let Some(reported) = reported {
        reported.report(value);
    }
}
