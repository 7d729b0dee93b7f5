//! Carrying the trace to where it does not go by itself: other tasks, threads and processes.
//!
//! - To another **task or thread**: [`spawn`], [`spawn_blocking`], [`spawn_local`], [`JoinSetExt`] (feature
//!   `tokio`), [`spawn_thread`], and for anything else that runs a future or a closure
//!   [`in_current_context`] and [`with_current_context`].
//! - To another **process**: [`inject`] writes the current trace context and baggage into a [`Carrier`] (the
//!   headers of a request, a map of strings, a JSON object) and [`extract`] reads them on the other side.
//! - **Many into one**: [`link_all`] says which contexts an operation comes from when it has more than one.
//!
//! Which formats a carrier is written in is up to the application: OpenTelemetry's global propagator. Where
//! [`Telemetry`](crate::Telemetry) is installed, that is W3C Trace Context and W3C Baggage, unless
//! `OTEL_PROPAGATORS` says otherwise; where nothing is installed, nothing is written and nothing is read.
//! Baggage leaves the process in clear text: it is no place for prompts or for what identifies a user.
//! OpenTelemetry's propagator does not escape a `%` in it, so that `%41` arrives as `A`.
//!
//! Nothing in here fails or panics, whatever a carrier contains: what cannot be read is not there.
//!
//! # Examples
//!
//! A job that goes through a queue, from a producer to a consumer:
//!
//! ```
//! # #[cfg(all(feature = "testing", feature = "serde_json"))] {
//! use genai_runtime::{chain_step, propagation, testing};
//! use serde_json::{Value, json};
//!
//! #[chain_step]
//! fn enqueue(ticket: u32) -> String {
//!     let mut job = json!({ "ticket": ticket, "_meta": {} });
//!     propagation::inject(&mut job["_meta"]); // `traceparent`, `tracestate`, `baggage`
//!     job.to_string()
//! }
//!
//! #[chain_step(parent = propagation::extract(&job["_meta"]))]
//! fn triage(job: &Value) {}
//!
//! let capture = testing::capture();
//! capture.run(|| triage(&serde_json::from_str(&enqueue(7)).unwrap()));
//! assert!(capture.span("triage").is_child_of(&capture.span("enqueue")));
//! # }
//! ```

mod carrier;
mod carry;
mod headers;
#[cfg(feature = "serde_json")]
mod json;
mod link;
mod spawn;
mod string_map;
mod traceparent;
mod transfer;

pub use carrier::Carrier;
pub use carry::{InContext, in_current_context, with_current_context};
pub use link::{Contexts, link, link_all, link_with};
pub use spawn::spawn_thread;
#[cfg(feature = "tokio")]
pub use spawn::{JoinSetExt, spawn, spawn_blocking, spawn_local};
pub use transfer::{extract, extract_with_context, inject, inject_context};
