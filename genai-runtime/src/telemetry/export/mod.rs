//! From processors to exporters: every export is supervised, so that it ends in time, cannot take its thread down, and
//! is accounted for.

#![cfg_attr(
    not(any(feature = "console", feature = "otlp")),
    allow(dead_code, reason = "nothing is exported in a build without exporters")
)]

pub(crate) mod advice;
pub(crate) mod backoff;
mod block_on;
pub(crate) mod cutoff;
pub(crate) mod destinations;
pub(crate) mod driver;
pub(crate) mod fan_out;
mod gate;
pub(crate) mod ledger;
mod ledger_state;
mod log_size;
pub(crate) mod logs;
pub(crate) mod metrics;
#[cfg(not(feature = "content"))]
mod no_waiting;
mod open_batches;
pub(crate) mod outgoing;
mod own_record;
pub(crate) mod own_span;
pub(crate) mod pipeline;
mod queue_state;
mod record;
pub(crate) mod resends;
mod span_batch;
pub(crate) mod span_queue;
mod span_size;
pub(crate) mod span_worker;
pub(crate) mod spans;
pub(crate) mod supervisor;
#[cfg(test)]
#[cfg(feature = "console")]
mod tests;
mod value_length;
#[cfg(feature = "content")]
mod waiting;

/// The largest size of a batch in memory. It keeps requests under the 4 MiB that collectors accept: captured content
/// may double in size as JSON.
const BATCH_BYTES: usize = 2 << 20;

#[cfg(not(feature = "content"))]
use no_waiting::{SpanContent, Waiting};
#[cfg(feature = "content")]
use waiting::{SpanContent, Waiting};
