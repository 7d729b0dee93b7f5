//! The global meter provider of an installation, as long as that lives.

use std::fmt;
use std::ptr;
use std::sync::Arc;

use opentelemetry::global;
use opentelemetry::metrics::{MeterProvider, NoopMeterProvider};
use opentelemetry_sdk::metrics::SdkMeterProvider;

use crate::signals::NoMetrics;

/// A global meter provider of ours. Once it is dropped there is none, unless somebody has installed one since: ours
/// would go on to take what nobody collects.
pub(crate) struct InstalledMeters(Arc<dyn MeterProvider + Send + Sync>);

impl InstalledMeters {
    /// Installs the provider of an installation that exports metrics. OpenTelemetry does not tell what it has made of it:
    /// one that a host installs in between is taken for it.
    pub(crate) fn of(provider: SdkMeterProvider) -> Self {
        global::set_meter_provider(provider);
        Self(global::meter_provider())
    }

    /// Says that an installation exports no metrics, unless a host's provider collects them: one without any data, as
    /// the no-op one of OpenTelemetry, is none.
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
