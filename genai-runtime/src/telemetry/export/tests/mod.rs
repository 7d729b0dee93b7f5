//! Exports behind the SDK's processors and behind ours.

mod bench;
mod burst_ends;
mod bursts;
mod collecting;
mod flushing;
#[cfg(feature = "otlp")]
mod log_cutoff;
mod log_requests;
mod printing;
mod supervisor;
