//! Links from the current span to others.

use std::borrow::Borrow;
use std::collections::HashSet;

use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt;

use super::current::as_exported;
use crate::attributes::AttributeList;
use crate::shield::{current_context, shielded};

/// Links the current span to each distinct span of the contexts except itself. Every link has the same attributes.
pub(crate) fn link<I>(contexts: I, attributes: AttributeList)
where
    I: IntoIterator<Item: Borrow<Context>>,
{
    let current = current_context();
    let span = current.span();
    if !span.is_recording() {
        return;
    }
    let attributes = as_exported(attributes, &current);
    let own = span.span_context();
    let mut seen = HashSet::from([(own.trace_id(), own.span_id())]);
    for context in contexts {
        let linked = context.borrow().span().span_context().clone();
        if linked.is_valid() && seen.insert((linked.trace_id(), linked.span_id())) {
            shielded(|| span.add_link(linked, attributes.clone()));
        }
    }
}
