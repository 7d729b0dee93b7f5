//! Assembles the meter provider and the export pipeline of metrics.

use std::sync::Arc;

use opentelemetry_sdk::metrics::{
    Aggregation, Instrument, PeriodicReader, SdkMeterProvider, Stream,
};

use super::Assembly;
#[cfg(feature = "console")]
use crate::telemetry::console::ConsoleMetricExporter;
use crate::telemetry::error::TelemetryError;
use crate::telemetry::export::fan_out::{FanOut, MetricTarget};
use crate::telemetry::export::metrics::SupervisedMetrics;
use crate::telemetry::export::pipeline::{Pipeline, Worker};
use crate::telemetry::exporter::ExporterKind;
#[cfg(feature = "otlp")]
use crate::telemetry::otlp;
use crate::telemetry::signal::Signal;
#[cfg(feature = "otlp")]
use crate::telemetry::time_limit::time_limit;

/// Drops the SDK's metrics of itself, which come with its experimental feature of bound instruments.
fn without_metrics_of_the_sdk(instrument: &Instrument) -> Option<Stream> {
    let is_of_the_sdk = instrument.name().starts_with("otel.sdk.");
    let dropped = || {
        Stream::builder()
            .with_aggregation(Aggregation::Drop)
            .build()
    };
    is_of_the_sdk.then(dropped)?.ok()
}

impl Assembly<'_> {
    pub(super) fn meter(&mut self) -> Result<SdkMeterProvider, TelemetryError> {
        let plan = self.plan;
        let mut targets: Vec<Box<dyn MetricTarget>> = Vec::new();
        let mut ledgers = Vec::new();
        for exporter in &plan.exporters.metrics {
            match &exporter.kind {
                ExporterKind::None => {}
                #[cfg(feature = "console")]
                ExporterKind::Console => {
                    let supervisor = self.console_supervisor(Signal::Metrics);
                    ledgers.push(Arc::clone(supervisor.ledger()));
                    targets.push(Box::new(SupervisedMetrics::new(
                        ConsoleMetricExporter::new(self.console.clone()),
                        supervisor,
                    )));
                }
                #[cfg(feature = "otlp")]
                ExporterKind::Otlp(exporter) => {
                    let temporality = plan.settings.temporality;
                    let built = self.otlp(
                        exporter,
                        (Signal::Metrics, time_limit(plan.settings.metric_timeout)),
                        |connection| otlp::build_metrics(connection, temporality),
                    )?;
                    if let Some((exporter, supervisor)) = built {
                        ledgers.push(Arc::clone(supervisor.ledger()));
                        targets.push(Box::new(SupervisedMetrics::new(exporter, supervisor)));
                    }
                }
            }
        }
        let builder = SdkMeterProvider::builder()
            .with_resource(plan.resource.clone())
            .with_view(without_metrics_of_the_sdk);
        if targets.is_empty() {
            return Ok(builder.build());
        }
        let reader = PeriodicReader::builder(FanOut::new(targets, plan.settings.temporality))
            .with_interval(plan.settings.metric_interval)
            .build();
        let provider = builder.with_reader(reader).build();
        let worker = Worker::Metrics(provider.clone());
        self.pipelines.push(Pipeline::new(worker, ledgers));
        Ok(provider)
    }
}
