//! Several metric exporters behind one reader.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::Temporality;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;

pub(super) type ExportFuture<'a> = Pin<Box<dyn Future<Output = OTelSdkResult> + Send + 'a>>;

/// A metric exporter as a trait object.
pub(crate) trait MetricTarget: Send + Sync {
    fn export<'a>(&'a self, metrics: &'a ResourceMetrics) -> ExportFuture<'a>;
    fn shutdown(&self, timeout: Duration) -> OTelSdkResult;
}

/// Exports every collection to all targets concurrently.
///
/// Not one reader per target: the meter provider flushes its readers one after the other, and an unreachable endpoint
/// would use up the timeout of all.
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

    /// Does nothing: targets buffer nothing.
    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        let targets = self.targets.iter();
        targets
            .map(|target| target.shutdown(timeout))
            .fold(Ok(()), OTelSdkResult::and)
    }

    fn temporality(&self) -> Temporality {
        self.temporality
    }
}
