//! A histogram together with the attributes of its measurements.
//!
//! For every measurement, the SDK finds the series by a hash over all attributes; binding the histogram to the
//! attributes does that once. Other implementations of the OpenTelemetry API may not support binding, and then lose
//! what a bound histogram records. The API does not tell whose a provider is, so two checks guard binding: the provider
//! has the size of the SDK's, and a histogram that is bound to new attributes keeps a reference to them.

#[cfg(feature = "sdk")]
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use opentelemetry::KeyValue;
#[cfg(feature = "sdk")]
use opentelemetry::Value;
#[cfg(feature = "sdk")]
use opentelemetry::metrics::BoundHistogram;
use opentelemetry::metrics::{Histogram, MeterProvider};

/// A histogram with the attributes of its measurements.
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

/// How often binding is tried in vain before a provider counts as not supporting it.
const MOST_IN_VAIN: u8 = 16;

/// Whether the histograms of a provider were seen to support binding.
#[derive(Debug, Default)]
pub(super) struct Binding {
    is_seen: AtomicBool,
    in_vain: AtomicU8,
}

impl Binding {
    /// Whether they do. As long as that was not seen, `look` is tried: one try may fail because the series existed
    /// before.
    pub(super) fn is_possible(&self, look: impl FnOnce() -> bool) -> bool {
        if self.is_seen.load(Ordering::Relaxed) {
            return true;
        }
        if self.in_vain.load(Ordering::Relaxed) >= MOST_IN_VAIN {
            return false;
        }
        let is_seen = look();
        if is_seen {
            self.is_seen.store(true, Ordering::Relaxed);
        } else {
            self.in_vain.fetch_add(1, Ordering::Relaxed);
        }
        is_seen
    }
}

/// Whether a histogram that is bound to these attributes keeps a reference to them, as one that records must. If the
/// series existed before, the SDK keeps its earlier attributes instead, and this returns false.
#[cfg(feature = "sdk")]
pub(super) fn keeps_what_it_is_bound_to<T>(
    histogram: &Histogram<T>,
    attributes: &[KeyValue],
) -> bool {
    let mut attributes = attributes.to_vec();
    let witness = attributes.iter_mut().find_map(|attribute| {
        let Value::String(text) = &mut attribute.value else {
            return None;
        };
        let shared: Arc<str> = text.as_str().into();
        *text = Arc::clone(&shared).into();
        Some(shared)
    });
    let bound = histogram.bind(&attributes);
    drop(attributes);
    let is_kept = witness.is_some_and(|witness| Arc::strong_count(&witness) > 1);
    drop(bound);
    is_kept
}

#[cfg(not(feature = "sdk"))]
pub(super) const fn keeps_what_it_is_bound_to<T>(_: &Histogram<T>, _: &[KeyValue]) -> bool {
    false
}

/// Whether a provider may support binding: it has the size of the SDK's.
#[cfg(feature = "sdk")]
pub(super) fn can_bind(provider: &dyn MeterProvider) -> bool {
    size_of_val(provider) == size_of::<opentelemetry_sdk::metrics::SdkMeterProvider>()
}

#[cfg(not(feature = "sdk"))]
pub(super) const fn can_bind(_provider: &dyn MeterProvider) -> bool {
    false
}

#[cfg(test)]
#[cfg(all(feature = "sdk", feature = "testing"))]
mod tests {
    use opentelemetry::KeyValue;
    use opentelemetry::metrics::MeterProvider as _;
    use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};

    use super::super::instruments::Instruments;
    use super::{Binding, MOST_IN_VAIN, Recorder};

    fn is_bound(instruments: &Instruments, model: u8) -> bool {
        let model = [KeyValue::new("model", model.to_string())];
        let recorder = instruments.recorder(instruments.operation_duration(), &model);
        matches!(recorder, Recorder::Bound(_))
    }

    #[test]
    fn instruments_of_a_provider_that_was_the_global_one_before_are_bound() {
        let reader = PeriodicReader::builder(InMemoryMetricExporter::default()).build();
        let provider = SdkMeterProvider::builder().with_reader(reader).build();
        let meter = provider.meter("m");
        let first = Instruments::new(meter.clone());
        assert!(is_bound(&first, 0));
        let again = Instruments::new(meter);
        // The provider knows it, and keeps what it has.
        assert!(!is_bound(&again, 0));
        assert!(is_bound(&again, 1));
        assert!(is_bound(&again, 0));
    }

    #[test]
    fn a_provider_that_cannot_bind_is_asked_a_limited_number_of_times() {
        let binding = Binding::default();
        for _ in 0..MOST_IN_VAIN {
            assert!(!binding.is_possible(|| false));
        }
        assert!(!binding.is_possible(|| unreachable!("asked again")));
    }
}
