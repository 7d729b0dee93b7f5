//! The way from a processor of the SDK to an exporter: every export is supervised, so that it always
//! ends, cannot take its thread down, and is accounted for.

pub(crate) mod cutoff;
pub(crate) mod driver;
mod gate;
pub(crate) mod ledger;
pub(crate) mod logs;
pub(crate) mod metrics;
#[cfg(not(feature = "content"))]
mod no_waiting;
pub(crate) mod outgoing;
pub(crate) mod pipeline;
pub(crate) mod spans;
pub(crate) mod supervisor;
#[cfg(test)]
mod tests;
#[cfg(feature = "content")]
mod waiting;

#[cfg(feature = "otlp")]
pub(crate) mod runtime;

#[cfg(not(feature = "content"))]
use no_waiting::Waiting;
#[cfg(feature = "content")]
use waiting::Waiting;
