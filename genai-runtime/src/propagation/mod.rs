//! Carries the trace to other tasks, threads and processes.
//!
//! - To another **task or thread**: [`spawn`](fn@spawn), [`spawn_blocking`], [`spawn_local`], [`JoinSetExt`] (feature
//!   `tokio`), [`spawn_thread`], and for anything else that runs a future, a stream or a closure
//!   [`in_current_context`] and [`with_current_context`].
//! - To another **process**: [`inject`] writes the current trace context and baggage into a [`Carrier`] (the
//!   headers of a request, a map of strings, a JSON object) and [`extract`] reads them on the other side.
//! - **Many into one**: [`link_all`] links an operation to several contexts that caused it.
//!
//! OpenTelemetry's global propagator, which the application sets, determines the formats of a carrier. Where
//! [`Telemetry`](crate::Telemetry) is installed, they are W3C Trace Context and W3C Baggage, unless
//! `OTEL_PROPAGATORS` says otherwise; if no propagator is installed, nothing is written and nothing is read.
//! Baggage leaves the process in clear text: do not put prompts or anything that identifies a user there.
//! OpenTelemetry's propagator does not escape a `%` in it, so that `%41` arrives as `A`.
//!
//! No function of this module fails or panics because of the content of a carrier: malformed values are ignored.
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

mod baggage;
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
