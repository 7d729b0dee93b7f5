//! The meter provider of an installation without metric exporters, which tells its callers not to measure.
//!
//! It sets a thread-local flag when asked for a meter. A third-party provider does not, and is always measured with,
//! except for a zero-sized one, which counts as OpenTelemetry's no-op provider.

use std::cell::Cell;

#[cfg(feature = "sdk")]
use opentelemetry::InstrumentationScope;
#[cfg(feature = "sdk")]
use opentelemetry::metrics::{Meter, MeterProvider, NoopMeterProvider};

thread_local! {
    static IS_UNCOLLECTED: Cell<bool> = const { Cell::new(false) };
}

/// Runs code that asks a provider for a meter; returns whether nothing collects the meter's measurements.
pub(super) fn detect<R>(run: impl FnOnce() -> R) -> (R, bool) {
    let _ = IS_UNCOLLECTED.try_with(|is_uncollected| is_uncollected.set(false));
    let result = run();
    (result, IS_UNCOLLECTED.try_with(Cell::take).unwrap_or(false))
}

/// The meter provider of an installation that exports no metrics.
#[cfg(feature = "sdk")]
#[derive(Debug)]
pub(crate) struct NoMetrics;

#[cfg(feature = "sdk")]
impl MeterProvider for NoMetrics {
    fn meter_with_scope(&self, scope: InstrumentationScope) -> Meter {
        let _ = IS_UNCOLLECTED.try_with(|is_uncollected| is_uncollected.set(true));
        NoopMeterProvider::new().meter_with_scope(scope)
    }
}
