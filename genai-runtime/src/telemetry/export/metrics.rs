//! Metrics: the supervised exporter, and the fan-out to several of them.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::Temporality;
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, MetricData, ResourceMetrics, ScopeMetrics,
};
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;

use super::supervisor::Supervisor;

type ExportFuture<'a> = Pin<Box<dyn Future<Output = OTelSdkResult> + Send + 'a>>;

/// One of several metric exporters, behind an object-safe face.
pub(crate) trait MetricTarget: Send + Sync {
    fn export<'a>(&'a self, metrics: &'a ResourceMetrics) -> ExportFuture<'a>;
    fn force_flush(&self) -> OTelSdkResult;
    fn shutdown(&self, timeout: Duration) -> OTelSdkResult;
}

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
        let export = async { self.exporter.export(metrics).await };
        let points = points(metrics);
        Box::pin(self.supervisor.run(points, points, export))
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.supervisor.call(|| self.exporter.force_flush())
    }

    fn shutdown(&self, timeout: Duration) -> OTelSdkResult {
        let result = self
            .supervisor
            .call(|| self.exporter.shutdown_with_timeout(timeout));
        self.supervisor.ledger().close();
        result
    }
}

/// Exports every collection to all targets at the same time.
///
/// One reader with a fan-out instead of one reader each: the meter provider flushes its readers one
/// after the other, so that one dead endpoint would use up the time of all.
pub(crate) struct FanOut {
    targets: Vec<Box<dyn MetricTarget>>,
    temporality: Temporality,
}

impl FanOut {
    pub(crate) fn new(targets: Vec<Box<dyn MetricTarget>>, temporality: Temporality) -> Self {
        Self {
            targets,
            temporality,
        }
    }

    fn every(&self, call: impl Fn(&dyn MetricTarget) -> OTelSdkResult) -> OTelSdkResult {
        self.targets
            .iter()
            .map(|target| call(target.as_ref()))
            .fold(Ok(()), OTelSdkResult::and)
    }
}

impl PushMetricExporter for FanOut {
    async fn export(&self, metrics: &ResourceMetrics) -> OTelSdkResult {
        let mut running: Vec<_> = self
            .targets
            .iter()
            .map(|target| target.export(metrics))
            .collect();
        let mut result = Ok(());
        poll_fn(|context| {
            running.retain_mut(|export| match export.as_mut().poll(context) {
                Poll::Ready(Ok(())) => false,
                Poll::Ready(Err(error)) => {
                    result = Err(error);
                    false
                }
                Poll::Pending => true,
            });
            if running.is_empty() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        result
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.every(|target| target.force_flush())
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.every(|target| target.shutdown(timeout))
    }

    fn temporality(&self) -> Temporality {
        self.temporality
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
