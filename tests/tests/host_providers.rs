//! Providers that the host application installs before or after the first annotated call. One test, because providers
//! are global.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use genai_runtime::{Usage, clear_logger_provider, llm_span, set_logger_provider};
use opentelemetry::global;
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, HistogramDataPoint, MetricData, ResourceMetrics, ScopeMetrics,
};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

#[llm_span(system = "openai", model = "m")]
async fn call(fail: bool) -> Result<Usage, String> {
    if fail {
        Err("failed".to_owned())
    } else {
        Ok(Usage::new().input(1))
    }
}

struct Host {
    spans: InMemorySpanExporter,
    metrics: InMemoryMetricExporter,
    logs: InMemoryLogExporter,
    meter_provider: SdkMeterProvider,
    /// Exporters lose their contents when the last handle of their provider is dropped.
    _keep: (SdkTracerProvider, SdkLoggerProvider),
}

impl Host {
    fn install() -> Self {
        let spans = InMemorySpanExporter::default();
        let metrics = InMemoryMetricExporter::default();
        let logs = InMemoryLogExporter::default();
        let tracer_provider = SdkTracerProvider::builder()
            .with_simple_exporter(spans.clone())
            .build();
        let reader = PeriodicReader::builder(metrics.clone()).build();
        let meter_provider = SdkMeterProvider::builder().with_reader(reader).build();
        let logger_provider = SdkLoggerProvider::builder()
            .with_simple_exporter(logs.clone())
            .build();
        global::set_tracer_provider(tracer_provider.clone());
        global::set_meter_provider(meter_provider.clone());
        set_logger_provider(&logger_provider);
        Self {
            spans,
            metrics,
            logs,
            meter_provider,
            _keep: (tracer_provider, logger_provider),
        }
    }

    /// The numbers of spans, measured calls and events so far.
    fn seen(&self) -> (usize, u64, usize) {
        self.metrics.reset();
        self.meter_provider.force_flush().unwrap();
        let finished = self.metrics.get_finished_metrics().unwrap();
        let metrics = finished
            .last()
            .into_iter()
            .flat_map(ResourceMetrics::scope_metrics);
        let durations = metrics
            .flat_map(ScopeMetrics::metrics)
            .filter(|metric| metric.name() == "gen_ai.client.operation.duration")
            .map(|metric| match metric.data() {
                AggregatedMetrics::F64(MetricData::Histogram(histogram)) => {
                    histogram.data_points().map(HistogramDataPoint::count).sum()
                }
                _ => 0,
            });
        let spans = self.spans.get_finished_spans().unwrap().len();
        (
            spans,
            durations.sum(),
            self.logs.get_emitted_logs().unwrap().len(),
        )
    }
}

#[tokio::test]
async fn annotated_code_follows_the_hosts_providers() {
    // No provider is installed yet.
    assert!(call(false).await.is_ok());

    // Installed after the first call.
    let first = Host::install();
    assert!(call(false).await.is_ok());
    assert!(call(true).await.is_err());
    assert_eq!(first.seen(), (2, 2, 1));

    // Replaced: the old providers receive nothing more.
    let second = Host::install();
    assert!(call(true).await.is_err());
    assert_eq!(first.seen(), (2, 2, 1));
    assert_eq!(second.seen(), (1, 1, 1));

    clear_logger_provider();
    assert!(call(true).await.is_err());
    assert_eq!(second.seen(), (2, 2, 1));
}
