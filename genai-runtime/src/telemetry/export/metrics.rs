//! Metrics: the supervised exporter.

use std::time::Duration;

use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, MetricData, ResourceMetrics, ScopeMetrics,
};
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;

use super::fan_out::{ExportFuture, MetricTarget};
use super::supervisor::Supervisor;

/// A metric exporter whose exports are supervised.
pub(crate) struct SupervisedMetrics<E> {
    exporter: E,
    supervisor: Supervisor,
}

impl<E> SupervisedMetrics<E> {
    pub(crate) fn new(exporter: E, supervisor: Supervisor) -> Self {
        Self {
            exporter,
            supervisor,
        }
    }
}

impl<E: PushMetricExporter> MetricTarget for SupervisedMetrics<E> {
    fn export<'a>(&'a self, metrics: &'a ResourceMetrics) -> ExportFuture<'a> {
        let export = async {
            let mut resends = self.supervisor.resends();
            loop {
                let exported = self.exporter.export(metrics).await;
                if !resends.again(&exported, self.supervisor.ledger()).await {
                    return exported;
                }
            }
        };
        let points = points(metrics);
        Box::pin(self.supervisor.run(points, points, export))
    }

    fn shutdown(&self, timeout: Duration) -> OTelSdkResult {
        let result = self
            .supervisor
            .call(|| self.exporter.shutdown_with_timeout(timeout));
        self.supervisor.ledger().close();
        result
    }
}

fn points(metrics: &ResourceMetrics) -> usize {
    metrics
        .scope_metrics()
        .flat_map(ScopeMetrics::metrics)
        .map(|metric| match metric.data() {
            AggregatedMetrics::F64(data) => points_of(data),
            AggregatedMetrics::U64(data) => points_of(data),
            AggregatedMetrics::I64(data) => points_of(data),
        })
        .sum()
}

fn points_of<T>(data: &MetricData<T>) -> usize {
    match data {
        MetricData::Gauge(gauge) => gauge.data_points().count(),
        MetricData::Sum(sum) => sum.data_points().count(),
        MetricData::Histogram(histogram) => histogram.data_points().count(),
        MetricData::ExponentialHistogram(histogram) => histogram.data_points().count(),
    }
}
