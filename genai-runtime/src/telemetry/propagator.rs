//! The formats in which context propagates between processes.

use opentelemetry::propagation::{TextMapCompositePropagator, TextMapPropagator};
use opentelemetry_sdk::propagation::{BaggagePropagator, TraceContextPropagator};

/// A format of context in headers; the names are those of `OTEL_PROPAGATORS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Propagator {
    /// W3C Trace Context (`tracecontext`).
    TraceContext,
    /// W3C Baggage (`baggage`).
    Baggage,
}

impl Propagator {
    pub(crate) const DEFAULT: [Self; 2] = [Self::TraceContext, Self::Baggage];
}

/// One propagator that applies `propagators` in their order.
pub(crate) fn composite(propagators: &[Propagator]) -> TextMapCompositePropagator {
    let propagators = propagators
        .iter()
        .map(|propagator| -> Box<dyn TextMapPropagator + Send + Sync> {
            match propagator {
                Propagator::TraceContext => Box::new(TraceContextPropagator::new()),
                Propagator::Baggage => Box::new(BaggagePropagator::new()),
            }
        })
        .collect();
    TextMapCompositePropagator::new(propagators)
}
