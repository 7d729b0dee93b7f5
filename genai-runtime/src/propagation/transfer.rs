//! Contexts on their way into a carrier and out of it.

use opentelemetry::Context;

use super::carrier::{Carrier, Reader, Writer};
use crate::shield::{attach, current_context, shielded};
use crate::signals::with_propagator;

/// Writes the current trace context and baggage into a carrier.
///
/// What is there already of the same name is overwritten; what the context has nothing to say of, and all else
/// in the carrier, stays as it is.
///
/// # Examples
///
/// ```
/// use genai_runtime::propagation;
///
/// let mut headers = http::HeaderMap::new();
/// propagation::inject(&mut headers);
/// ```
pub fn inject<C: Carrier + ?Sized>(carrier: &mut C) {
    inject_context(&current_context(), carrier);
}

/// Writes the trace context and baggage of `context` into a carrier, as [`inject`] does those of the current one.
///
/// # Examples
///
/// ```
/// use std::collections::HashMap;
///
/// use genai_runtime::opentelemetry::Context;
/// use genai_runtime::propagation;
///
/// let received = Context::current();
/// let mut message_headers: HashMap<String, String> = HashMap::new();
/// propagation::inject_context(&received, &mut message_headers);
/// ```
pub fn inject_context<C: Carrier + ?Sized>(context: &Context, carrier: &mut C) {
    shielded(|| {
        with_propagator(context, |propagator| {
            propagator.inject_context(context, &mut Writer(carrier));
        });
    });
}

/// The context that a carrier brings: the current one, with the carrier's trace context and baggage in it where
/// it has any. Its span is remote; what is malformed is ignored.
///
/// # Examples
///
/// ```
/// use genai_runtime::{Usage, llm_span, propagation};
///
/// #[llm_span(system = "openai", model = "gpt-4o-mini", parent = propagation::extract(headers))]
/// fn handle(headers: &http::HeaderMap) -> Usage {
///     Usage::new()
/// }
/// # handle(&http::HeaderMap::new());
/// ```
pub fn extract<C: Carrier + ?Sized>(carrier: &C) -> Context {
    extract_with_context(&current_context(), carrier)
}

/// `context` with a carrier's trace context and baggage in it, where the carrier has any.
///
/// With an empty context, a carrier without a trace gives a context without one. That is what a worker wants
/// which runs in a span of its own while it reads messages: [`extract`] would give it that span.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
///
/// use genai_runtime::opentelemetry::{Context, trace::TraceContextExt};
/// use genai_runtime::propagation;
///
/// let message_headers: BTreeMap<String, String> = BTreeMap::new();
/// let context = propagation::extract_with_context(&Context::new(), &message_headers);
/// assert!(!context.span().span_context().is_valid());
/// ```
pub fn extract_with_context<C: Carrier + ?Sized>(context: &Context, carrier: &C) -> Context {
    let extracted = shielded(|| {
        with_propagator(context, |propagator| {
            // The propagator that stands for none gives back whichever context is current.
            let _attached = attach(context);
            let reader = Reader::new(carrier, propagator.fields());
            propagator.extract_with_context(context, &reader)
        })
    });
    extracted.unwrap_or_else(|| context.clone())
}
