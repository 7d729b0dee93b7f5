//! The only place that writes OpenTelemetry attributes: spans, metrics, events and the profile of
//! the conventions. Speaks the OpenTelemetry API; never imports an SDK.

pub(crate) mod events;

use opentelemetry::InstrumentationScope;

/// The instrumentation scope of everything that this crate emits.
pub(crate) fn scope() -> InstrumentationScope {
    InstrumentationScope::builder("genai-runtime")
        .with_version(env!("CARGO_PKG_VERSION"))
        .build()
}
