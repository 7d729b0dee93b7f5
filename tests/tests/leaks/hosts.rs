//! Providers of a host, which are not part of an installation.

use genai_runtime::set_logger_provider;
use opentelemetry::global;
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

/// Providers of a host, and their exports.
pub(crate) struct Host {
    spans: InMemorySpanExporter,
    metrics: InMemoryMetricExporter,
    logs: InMemoryLogExporter,
    tracers: SdkTracerProvider,
    meters: SdkMeterProvider,
    loggers: SdkLoggerProvider,
}

impl Host {
    pub(crate) fn install() -> Self {
        let spans = InMemorySpanExporter::default();
        let metrics = InMemoryMetricExporter::default();
        let logs = InMemoryLogExporter::default();
        let tracers = SdkTracerProvider::builder()
            .with_simple_exporter(spans.clone())
            .build();
        let reader = PeriodicReader::builder(metrics.clone()).build();
        let meters = SdkMeterProvider::builder().with_reader(reader).build();
        let loggers = SdkLoggerProvider::builder()
            .with_simple_exporter(logs.clone())
            .build();
        global::set_tracer_provider(tracers.clone());
        global::set_meter_provider(meters.clone());
        set_logger_provider(&loggers);
        Self {
            spans,
            metrics,
            logs,
            tracers,
            meters,
            loggers,
        }
    }

    /// The `Debug` output of everything that was exported.
    pub(crate) fn exported(self) -> String {
        self.tracers.force_flush().unwrap();
        self.meters.force_flush().unwrap();
        self.loggers.force_flush().unwrap();
        let spans = self.spans.get_finished_spans().unwrap();
        let metrics = self.metrics.get_finished_metrics().unwrap();
        let logs = self.logs.get_emitted_logs().unwrap();
        let counts = [spans.len(), metrics.len(), logs.len()];
        assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
        format!("{spans:?}\n{metrics:?}\n{logs:?}")
    }
}
