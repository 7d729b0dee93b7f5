//! Writes contexts to carriers and reads them.

use opentelemetry::Context;

use super::carrier::{Carrier, Reader, Writer};
use crate::shield::{attach, current_context, shielded};
use crate::signals::with_propagator;

/// Writes the current trace context and baggage into a carrier.
///
/// Existing fields of the same name are overwritten. If the context has no trace or no baggage, the fields for it stay
/// as they are, and so does everything else in the carrier.
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

/// Writes the trace context and baggage of `context` into a carrier; otherwise like [`inject`].
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

/// Reads the context in a carrier: returns the current context with the carrier's trace context and baggage, if it has
/// any. The carrier's span is remote; malformed values are ignored.
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

/// Returns `context` with a carrier's trace context and baggage, if the carrier has any.
///
/// With an empty `context`, a carrier without a trace context gives a context without a span. Use this in a worker that
/// reads messages within a span of its own, which [`extract`] would return.
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
            // The no-op propagator returns the current context instead of the given one.
            let _attached = attach(context);
            let reader = Reader::new(carrier, propagator.fields());
            propagator.extract_with_context(context, &reader)
        })
    });
    extracted.unwrap_or_else(|| context.clone())
}
