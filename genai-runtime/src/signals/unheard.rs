//! A meter provider that says of itself that nobody collects what it measures.
//!
//! An installation without exporters of metrics has it: whoever asks it for a meter need not measure. A host's
//! provider says no such thing, and is always measured with. Only one without any data is taken for OpenTelemetry's
//! no-op provider, where nobody listens to spans and events either.

use std::cell::Cell;

#[cfg(feature = "sdk")]
use opentelemetry::InstrumentationScope;
#[cfg(feature = "sdk")]
use opentelemetry::metrics::{Meter, MeterProvider, NoopMeterProvider};

thread_local! {
    static IS_UNHEARD: Cell<bool> = const { Cell::new(false) };
}

/// Runs what makes a meter; says whether nobody collects what it measures.
pub(super) fn asking<R>(run: impl FnOnce() -> R) -> (R, bool) {
    let _ = IS_UNHEARD.try_with(|unheard| unheard.set(false));
    let result = run();
    (result, IS_UNHEARD.try_with(Cell::take).unwrap_or(false))
}

/// The meter provider of an installation that exports no metrics.
#[cfg(feature = "sdk")]
#[derive(Debug)]
pub(crate) struct NoMetrics;

#[cfg(feature = "sdk")]
impl MeterProvider for NoMetrics {
    fn meter_with_scope(&self, scope: InstrumentationScope) -> Meter {
        let _ = IS_UNHEARD.try_with(|unheard| unheard.set(true));
        NoopMeterProvider::new().meter_with_scope(scope)
    }
}
