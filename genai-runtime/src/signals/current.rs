//! Attributes and events that code adds to the current span.

use std::borrow::Cow;

use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, KeyValue};

use super::redacted::redact_text;
use super::{Attributes, providers};
use crate::attributes::AttributeList;
use crate::shield::{current_context, shielded};

/// Adds attributes to the current span: that of the innermost annotated function, or one that a library opened beneath
/// it.
///
/// With [`Telemetry`](crate::Telemetry) installed, a value replaces an earlier one under the same key: one that was
/// recorded, that the annotation sets in `attributes(…)`, or that a [scope](crate::chain::scope) sets. What the framework
/// itself records takes precedence. An SDK that the host application configures itself, and the
/// capture of a test, export both: record each key only once there.
///
/// # Examples
///
/// ```
/// use genai_runtime::{attributes, chain_step, record, testing};
///
/// #[chain_step]
/// fn rank(documents: &[&str]) {
///     record(attributes! { "app.ranked" = documents.len(), app.strategy = "length" });
/// }
///
/// let capture = testing::capture();
/// capture.run(|| rank(&["a", "b"]));
/// assert_eq!(capture.span("rank").integer("app.ranked"), Some(2));
/// ```
pub fn record(attributes: AttributeList) {
    let context = current_context();
    if !attributes.is_empty() && records(&context) {
        let attributes = as_exported(attributes, &context);
        // A third-party span may panic.
        shielded(|| context.span().set_attributes(attributes));
    }
}

/// Adds an event to the current span.
///
/// # Examples
///
/// ```
/// use genai_runtime::{attributes, chain_step, event, testing};
///
/// #[chain_step]
/// fn search() {
///     event("cache.missed", attributes! { "app.cache" = "embeddings" });
/// }
///
/// let capture = testing::capture();
/// capture.run(search);
/// assert_eq!(capture.span("search").events[0].name, "cache.missed");
/// ```
pub fn event(name: impl Into<Cow<'static, str>>, attributes: AttributeList) {
    let context = current_context();
    if !records(&context) {
        return;
    }
    let attributes = as_exported(attributes, &context);
    let mut name = name.into();
    if let Some(redaction) = providers::redaction(&context) {
        redact_text(&mut name, &redaction);
    }
    shielded(|| context.span().add_event(name, attributes));
}

/// The attributes under the keys of the conventions in force, redacted.
pub(super) fn as_exported(list: AttributeList, context: &Context) -> Vec<KeyValue> {
    let conventions = providers::conventions(context);
    let mut attributes = Attributes::default();
    attributes.saturated(list.is_saturated());
    for (key, value) in list.into_values() {
        attributes.own(key, Some(value), conventions);
    }
    if let Some(redaction) = providers::redaction(context) {
        attributes.redact(&redaction);
    }
    attributes.into_vec()
}

/// Whether the span of a context is recording. A third-party span may panic.
fn records(context: &Context) -> bool {
    shielded(|| context.span().is_recording()).unwrap_or(false)
}
