//! The spans of annotated functions in an installation of our own.
//!
//! They are what the SDK would make of them, at less cost: see [`direct`](crate::signals::direct).

mod provider;
mod span;
mod tracer;

pub(super) use provider::InstalledProvider;
pub(super) use tracer::SpanTracer;
