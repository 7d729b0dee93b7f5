//! An instrument and the attributes that it measures under.
//!
//! The SDK looks up what belongs to a list of attributes by a hash over all of it, for every measurement. Where its
//! instruments can be bound to a list, that is done once. Other implementations of the OpenTelemetry interface need
//! not know how, and lose what is measured through a bound instrument, so this is done only where the feature `sdk`
//! says which implementation there is.

use opentelemetry::KeyValue;
#[cfg(feature = "sdk")]
use opentelemetry::metrics::BoundHistogram;
use opentelemetry::metrics::Histogram;

/// A histogram with the attributes that it measures under.
#[derive(Debug)]
pub(super) struct Recorder<T> {
    #[cfg(feature = "sdk")]
    histogram: BoundHistogram<T>,
    #[cfg(not(feature = "sdk"))]
    histogram: Histogram<T>,
    #[cfg(not(feature = "sdk"))]
    attributes: Vec<KeyValue>,
}

impl<T: Clone> Recorder<T> {
    #[cfg(feature = "sdk")]
    pub(super) fn new(histogram: &Histogram<T>, attributes: &[KeyValue]) -> Self {
        Self {
            histogram: histogram.bind(attributes),
        }
    }

    #[cfg(not(feature = "sdk"))]
    pub(super) fn new(histogram: &Histogram<T>, attributes: &[KeyValue]) -> Self {
        Self {
            histogram: histogram.clone(),
            attributes: attributes.to_vec(),
        }
    }

    #[cfg(feature = "sdk")]
    pub(super) fn record(&self, value: T) {
        self.histogram.record(value);
    }

    #[cfg(not(feature = "sdk"))]
    pub(super) fn record(&self, value: T) {
        self.histogram.record(value, &self.attributes);
    }
}
