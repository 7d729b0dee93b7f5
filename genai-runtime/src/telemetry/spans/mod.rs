//! The tracer of annotated functions in our own installation.
//!
//! Its spans are equal to the SDK's, at less cost: see [`direct`](crate::signals::direct).

mod provider;
mod span;
mod tracer;

pub(super) use provider::InstalledProvider;
pub(super) use tracer::SpanTracer;
