//! The only place that writes OpenTelemetry attributes: spans, metrics and events.
//!
//! Uses the OpenTelemetry API only; of the SDK it needs just the size of a provider (feature `sdk`). The providers are
//! looked up for every operation, so that a host application may install its own at any time: those of [`Providers`] in
//! the current context, else the global ones, as they were at most 20 µs ago.

mod all_series;
mod answer;
mod attributes;
mod clock;
#[cfg(feature = "content")]
mod content;
pub(crate) mod conventions;
mod current;
mod decision;
mod details;
#[cfg(feature = "sdk")]
pub(crate) mod direct;
mod evaluation;
pub(crate) mod events;
mod found;
mod global;
mod identity;
mod instrument;
mod instruments;
#[cfg(feature = "sdk")]
mod kept_subject;
mod link;
mod metrics;
#[cfg(not(feature = "content"))]
mod no_content;
mod no_metrics;
pub(crate) mod openinference;
mod opening;
mod providers;
pub(crate) mod purpose;
mod recorder;
mod redacted;
mod request;
mod response;
mod series;
mod span;
mod step_metrics;
#[cfg(feature = "content")]
mod store_metrics;
mod stream;
mod subject;

pub(crate) use answer::{Answer, Unwritten};
#[cfg(feature = "sdk")]
pub(crate) use answer::{KeptAnswer, SpanEndData};
pub(crate) use attributes::Attributes;
#[cfg(feature = "sdk")]
pub(crate) use attributes::MOST_ROOM;
#[cfg(feature = "content")]
pub(crate) use content::Content;
#[cfg(all(feature = "content", feature = "sdk"))]
pub(crate) use content::{event_attributes, span_attributes};
pub use conventions::Conventions;
pub use current::{event, record};
pub use decision::{Decision, decision};
pub(crate) use details::{emit_details, events_route};
pub use evaluation::{Evaluation, evaluation};
pub(crate) use events::emit_exception;
pub(crate) use identity::{Identity, Server};
#[cfg(feature = "testing")]
pub(crate) use instruments::Instruments;
#[cfg(feature = "sdk")]
pub(crate) use kept_subject::KeptSubject;
pub(crate) use link::link;
pub(crate) use metrics::{ChunkMeter, Measurement, record as record_metrics};
#[cfg(not(feature = "content"))]
pub(crate) use no_content::Content;
#[cfg(feature = "sdk")]
pub(crate) use no_metrics::NoMetrics;
#[cfg(feature = "sdk")]
pub(crate) use opening::Opening;
pub(crate) use opening::{Route, SpanState, StartedSpan};
#[cfg(feature = "testing")]
pub(crate) use providers::Providers;
#[cfg(feature = "content")]
pub(crate) use providers::content_policy;
pub(crate) use providers::{conventions, is_enabled, redact_failure, scope, with_propagator};
#[cfg(feature = "sdk")]
pub(crate) use redacted::{redact_any, redact_attributes, redact_text};
pub(crate) use request::write as write_request;
pub(crate) use span::{Failure, SpanEnd, SpanStart};
pub(crate) use step_metrics::StepMeasurement;
#[cfg(feature = "content")]
pub(crate) use store_metrics::drop_meter;
pub(crate) use stream::{COMPLETED, Pace, StreamFacts};
pub(crate) use subject::Subject;
