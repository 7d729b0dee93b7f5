//! An instrument and the attributes that it measures under.
//!
//! The SDK looks up what belongs to a list of attributes by a hash over all of it, for every measurement. Where its
//! instruments can be bound to a list, that is done once. Other implementations of the OpenTelemetry interface need
//! not know how, and lose what is measured through a bound instrument. OpenTelemetry does not tell whose a provider
//! is, but its size does, near enough: what wraps one of the SDK to change what it does has more to hold.

use opentelemetry::KeyValue;
#[cfg(feature = "sdk")]
use opentelemetry::metrics::BoundHistogram;
use opentelemetry::metrics::{Histogram, MeterProvider};

/// A histogram with the attributes that it measures under.
#[derive(Debug)]
pub(super) enum Recorder<T> {
    #[cfg(feature = "sdk")]
    Bound(BoundHistogram<T>),
    Unbound(Histogram<T>, Vec<KeyValue>),
}

impl<T: Clone> Recorder<T> {
    #[cfg_attr(
        not(feature = "sdk"),
        expect(unused_variables, reason = "nothing is bound")
    )]
    pub(super) fn new(histogram: &Histogram<T>, attributes: &[KeyValue], is_bound: bool) -> Self {
        #[cfg(feature = "sdk")]
        if is_bound {
            return Self::Bound(histogram.bind(attributes));
        }
        Self::Unbound(histogram.clone(), attributes.to_vec())
    }

    pub(super) fn record(&self, value: T) {
        match self {
            #[cfg(feature = "sdk")]
            Self::Bound(histogram) => histogram.record(value),
            Self::Unbound(histogram, attributes) => histogram.record(value, attributes),
        }
    }
}

/// Whether instruments of a provider can be bound: those of the SDK.
#[cfg(feature = "sdk")]
pub(super) fn can_bind(provider: &dyn MeterProvider) -> bool {
    size_of_val(provider) == size_of::<opentelemetry_sdk::metrics::SdkMeterProvider>()
}

#[cfg(not(feature = "sdk"))]
pub(super) const fn can_bind(_provider: &dyn MeterProvider) -> bool {
    false
}
