//! A meter provider of a host's that is not the SDK's, and tells what was measured.

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

/// What was measured, by instruments that cannot be bound; one of them may panic.
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
        assert_ne!(self.name, self.measured.panics, "it panics");
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
    /// One whose instrument of this name panics.
    #[must_use]
    pub fn panicking(name: &'static str) -> Self {
        Self {
            panics: name,
            ..Self::default()
        }
    }

    /// The names of what has measured, in the order of the measurements.
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

/// A provider that is not the SDK's, nor without any data: it is as large as the SDK's.
struct Unbound(Arc<Measured>);

impl MeterProvider for Unbound {
    fn meter_with_scope(&self, _: InstrumentationScope) -> Meter {
        Meter::new(self.0.clone())
    }
}

/// Runs on a thread that knows no provider yet, where this measures.
///
/// # Panics
///
/// If what runs does.
pub fn measured_by<R: Send + 'static>(measured: &Measured, run: fn() -> R) -> R {
    global::set_meter_provider(Unbound(Arc::new(measured.clone())));
    let result = thread::spawn(run).join();
    global::set_meter_provider(NoopMeterProvider::new());
    result.unwrap()
}
