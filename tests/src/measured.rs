//! A meter provider that is not the SDK's, and records what is measured.

#![allow(
    clippy::unwrap_used,
    reason = "a test that panics on another thread has failed"
)]

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use opentelemetry::metrics::{
    Histogram, HistogramBuilder, InstrumentProvider, Meter, MeterProvider, NoopMeterProvider,
    SyncInstrument,
};
use opentelemetry::{InstrumentationScope, KeyValue, global};

/// The names of the measuring instruments, which cannot be bound; one instrument may panic.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    names: Arc<Mutex<Vec<Cow<'static, str>>>>,
    /// The name of the instrument that panics.
    panics: &'static str,
}

struct Measuring {
    name: Cow<'static, str>,
    measured: Measured,
}

impl<T> SyncInstrument<T> for Measuring {
    fn measure(&self, _: T, _: &[KeyValue]) {
        assert_ne!(
            self.name, self.measured.panics,
            "this instrument panics by design"
        );
        self.measured
            .names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(self.name.clone());
    }
}

impl InstrumentProvider for Measured {
    fn u64_histogram(&self, builder: HistogramBuilder<'_, Histogram<u64>>) -> Histogram<u64> {
        Histogram::new(self.named(builder.name))
    }

    fn f64_histogram(&self, builder: HistogramBuilder<'_, Histogram<f64>>) -> Histogram<f64> {
        Histogram::new(self.named(builder.name))
    }
}

impl Measured {
    /// The instrument with this name panics.
    #[must_use]
    pub fn panicking(name: &'static str) -> Self {
        Self {
            panics: name,
            ..Self::default()
        }
    }

    /// The names of the instruments, in the order of their measurements.
    pub fn names(&self) -> Vec<Cow<'static, str>> {
        self.names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn named(&self, name: Cow<'static, str>) -> Arc<Measuring> {
        let measured = self.clone();
        Arc::new(Measuring { name, measured })
    }
}

/// A provider that is not the SDK's; not zero-sized, because such a provider counts as a no-op.
struct Unbound(Arc<Measured>);

impl MeterProvider for Unbound {
    fn meter_with_scope(&self, _: InstrumentationScope) -> Meter {
        Meter::new(self.0.clone())
    }
}

/// Runs `run` on a new thread, with `measured` as the global provider.
///
/// # Panics
///
/// Panics if `run` panics.
pub fn measured_by<R: Send + 'static>(measured: &Measured, run: fn() -> R) -> R {
    global::set_meter_provider(Unbound(Arc::new(measured.clone())));
    let result = thread::spawn(run).join();
    global::set_meter_provider(NoopMeterProvider::new());
    result.unwrap()
}
