//! The providers of an installation, and the plan that they are assembled from.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use opentelemetry_sdk::Resource;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};

use super::assembly::Assembly;
use super::batch::Batch;
use super::diagnostics::Diagnostics;
use super::error::TelemetryError;
use super::export::pipeline::Pipeline;
use super::export::supervisor::panic_message;
use super::exporter::Exporter;
use super::settings::Settings;
use super::signal::PerSignal;
use super::spans::SpanTracer;
#[cfg(feature = "otlp")]
use crate::background::BackgroundRuntime;

/// The providers of all three signals.
#[derive(Debug)]
pub(crate) struct Providers {
    pub(crate) tracer: SdkTracerProvider,
    /// The tracer of annotated functions; `None` if telemetry is disabled.
    pub(crate) direct: Option<Arc<SpanTracer>>,
    pub(crate) meter: SdkMeterProvider,
    pub(crate) logger: SdkLoggerProvider,
}

impl Providers {
    /// Providers that record nothing.
    pub(crate) fn disabled() -> Self {
        Self {
            tracer: SdkTracerProvider::builder()
                .with_sampler(Sampler::AlwaysOff)
                .build(),
            direct: None,
            meter: SdkMeterProvider::builder().build(),
            logger: SdkLoggerProvider::builder().build(),
        }
    }
}

/// What a shutdown has to end.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) pipelines: Vec<Pipeline>,
    #[cfg(feature = "otlp")]
    #[expect(
        dead_code,
        reason = "stops its threads when it and what still runs there are dropped"
    )]
    pub(crate) runtime: Option<Arc<BackgroundRuntime>>,
}

/// Validated settings, ready to be assembled.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) settings: Settings,
    pub(crate) exporters: PerSignal<Vec<Exporter>>,
    pub(crate) resource: Resource,
    pub(crate) sampler: Sampler,
    pub(crate) span_batch: Batch,
    pub(crate) log_batch: Batch,
    pub(crate) diagnostics: Diagnostics,
}

impl Plan {
    pub(crate) fn assemble(&self) -> Result<(Providers, Live), TelemetryError> {
        guarded(|| Assembly::start(self)?.finish())
    }
}

/// Catches panics: the SDK panics if it cannot start a thread.
fn guarded<T>(assemble: impl FnOnce() -> Result<T, TelemetryError>) -> Result<T, TelemetryError> {
    catch_unwind(AssertUnwindSafe(assemble)).unwrap_or_else(|panic| {
        let reason = panic_message(&*panic).unwrap_or("a panic without a message");
        Err(TelemetryError::Threads(reason.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_text() {
        let error = guarded::<()>(|| panic!("failed to spawn: {}", 11)).unwrap_err();
        let expected =
            "the threads that export telemetry could not be started: failed to spawn: 11";
        assert_eq!(error.to_string(), expected);
    }
}
