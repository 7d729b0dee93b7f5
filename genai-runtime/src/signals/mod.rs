//! The only place that writes OpenTelemetry attributes: spans, metrics and events.
//!
//! Speaks the OpenTelemetry API and never imports an SDK. Which providers are used is decided anew for
//! every operation, so that a host application may install its own at any time: those of
//! [`Providers`] in the current context, else the global ones.

mod attributes;
pub(crate) mod conventions;
mod current;
mod decision;
mod evaluation;
pub(crate) mod events;
mod identity;
mod instruments;
mod link;
mod metrics;
pub(crate) mod openinference;
mod providers;
mod request;
mod response;
#[cfg(feature = "content")]
mod sensitive;
mod span;
mod step_metrics;
mod stream;
mod typed;
mod value;

pub(crate) use attributes::Attributes;
pub use conventions::Conventions;
pub use current::{AttributeList, event, is_recording, record};
pub use decision::{Decision, decision};
pub use evaluation::{Evaluation, evaluation};
pub(crate) use events::emit_exception;
pub(crate) use identity::{Identity, Server};
#[cfg(feature = "testing")]
pub(crate) use instruments::Instruments;
pub(crate) use link::link;
pub(crate) use metrics::{ChunkMeter, Measurement, record as record_metrics};
#[cfg(feature = "testing")]
pub(crate) use providers::Providers;
pub(crate) use providers::{captured_output, conventions, is_enabled, scope, with_propagator};
pub(crate) use request::write as write_request;
pub(crate) use response::write as write_response;
pub(crate) use span::{Failure, SpanEnd, SpanStart, SpanState};
pub(crate) use step_metrics::StepMeasurement;
pub(crate) use stream::{Pace, StreamFacts};
pub(crate) use typed::AttributeTarget;
pub use typed::{ValueFor, set, set_own, takes};
pub use value::AttributeValue;
