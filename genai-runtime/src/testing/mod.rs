//! Captures spans, metrics and events in a test, without any global.
//!
//! A [`Capture`] has providers of its own and carries them in the OpenTelemetry context, so tests can run
//! in parallel, and whatever carries the context (an `.await`, [`spawn`](crate::spawn)) carries the
//! capture too. Ended spans and events are available at once; metrics are collected on request, on a thread of the
//! capture that otherwise sleeps. [`conformance`] checks the captured telemetry against the conventions.
//!
//! # Examples
//!
//! ```
//! use genai_runtime::{chain_step, testing};
//!
//! #[chain_step]
//! fn shout(text: &str) -> String {
//!     text.to_uppercase()
//! }
//!
//! let capture = testing::capture();
//! assert_eq!(capture.run(|| shout("hi")), "HI");
//! assert_eq!(capture.span("shout").text("chain.step.name"), Some("shout".into()));
//! testing::assert_conformant(&capture);
//! ```

mod accessors;
mod capture;
mod conformance;
mod event;
mod metric;
mod span;

pub use capture::{Capture, capture};
pub use conformance::{Finding, Level, assert_conformant, conformance, worst};
pub use event::CapturedEvent;
pub use metric::{CapturedMetric, CapturedPoint, MetricKind, MetricNumber};
pub use span::{CapturedSpan, SpanEvent, SpanLink};
