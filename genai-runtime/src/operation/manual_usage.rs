//! Usage that is reported from inside the body of a function with `usage = manual`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opentelemetry::Context;

use crate::callsite::Callsite;
use crate::report::{Response, ResponseFacts, UsageReport};
use crate::shield::context_is_reachable;

/// Where the innermost operation with `usage = manual` collects what is reported.
#[derive(Debug)]
struct Slot(Arc<Mutex<ResponseFacts>>);

/// Gives an operation's context a place to report to, where its function asked for one.
pub(super) fn open(
    callsite: &Callsite,
    context: &mut Context,
    facts: &mut ResponseFacts,
) -> Option<Arc<Mutex<ResponseFacts>>> {
    if !callsite.manual_usage {
        return None;
    }
    let facts = Arc::new(Mutex::new(std::mem::take(facts)));
    *context = context.with_value(Slot(facts.clone()));
    Some(facts)
}

/// Reports the usage of the innermost running function with `usage = manual`.
///
/// May be called any number of times, with the events of a stream one after the other: they are put together as if the
/// stream were followed, and the last word on a count wins. Outside of such a function it does nothing.
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
    let facts = Context::map_current(|context| context.get::<Slot>().map(|slot| slot.0.clone()));
    if let Some(facts) = facts {
        // The value's own code runs outside of the lock, and may report in turn.
        let mut said = lock(&facts).apart();
        value.report(&mut Response::new(&mut said));
        lock(&facts).merge(said);
    }
}

fn lock(facts: &Mutex<ResponseFacts>) -> MutexGuard<'_, ResponseFacts> {
    facts.lock().unwrap_or_else(PoisonError::into_inner)
}
