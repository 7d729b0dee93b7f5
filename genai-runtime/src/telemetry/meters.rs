//! The global meter provider of an installation, while that is alive.

use std::fmt;
use std::ptr;
use std::sync::Arc;

use opentelemetry::global;
use opentelemetry::metrics::{MeterProvider, NoopMeterProvider};
use opentelemetry_sdk::metrics::SdkMeterProvider;

use crate::signals::NoMetrics;

/// Our global meter provider. When it is dropped, a no-op provider replaces it, unless another one was installed since:
/// ours would go on recording what nothing collects.
pub(crate) struct InstalledMeters(Arc<dyn MeterProvider + Send + Sync>);

impl InstalledMeters {
    /// Installs the provider of an installation that exports metrics. OpenTelemetry wraps it, so it is read back: one
    /// that another thread installs in between is taken for ours.
    pub(crate) fn of(provider: SdkMeterProvider) -> Self {
        global::set_meter_provider(provider);
        Self(global::meter_provider())
    }

    /// Installs the provider of an installation that exports no metrics, unless the host has one that is not
    /// zero-sized, as OpenTelemetry's no-op provider is.
    pub(crate) fn none() -> Option<Self> {
        if size_of_val(&*global::meter_provider()) > 0 {
            return None;
        }
        global::set_meter_provider(NoMetrics);
        Some(Self(global::meter_provider()))
    }
}

impl Drop for InstalledMeters {
    fn drop(&mut self) {
        if ptr::addr_eq(Arc::as_ptr(&self.0), Arc::as_ptr(&global::meter_provider())) {
            global::set_meter_provider(NoopMeterProvider::new());
        }
    }
}

impl fmt::Debug for InstalledMeters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("InstalledMeters")
            .finish_non_exhaustive()
    }
}
