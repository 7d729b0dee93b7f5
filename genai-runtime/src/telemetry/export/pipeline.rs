//! One worker thread of the SDK with the exporters behind it, as the guard sees it.
//!
//! Every function here may block and belongs on a helper thread.

use std::sync::Arc;
use std::time::Instant;

use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::logs::{BatchLogProcessor, LogProcessor};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::{BatchSpanProcessor, SpanProcessor};

use super::ledger::Ledger;

/// A worker and the accounts of its exporters.
#[derive(Clone, Debug)]
pub(crate) struct Pipeline {
    pub(crate) worker: Worker,
    pub(crate) ledgers: Vec<Arc<Ledger>>,
}

/// What drives the exports of a pipeline.
#[derive(Clone, Debug)]
pub(crate) enum Worker {
    Spans(Arc<BatchSpanProcessor>),
    Metrics(SdkMeterProvider),
    Logs(Arc<BatchLogProcessor>),
}

impl Pipeline {
    /// Exports what is waiting now; says whether that came to an end before `deadline`.
    pub(crate) fn flush(&self, deadline: Instant) -> bool {
        let accepted: Vec<_> = self
            .ledgers
            .iter()
            .map(|ledger| ledger.accepted())
            .collect();
        loop {
            match self.force_flush() {
                // The SDK gives up after 5 seconds whatever time we have.
                Err(OTelSdkError::Timeout(_)) if Instant::now() < deadline => {}
                Err(OTelSdkError::Timeout(_)) => return false,
                Ok(()) | Err(_) => break,
            }
        }
        if !matches!(self.worker, Worker::Metrics(_)) {
            for (ledger, accepted) in self.ledgers.iter().zip(accepted) {
                ledger.settle(accepted);
            }
        }
        true
    }

    fn force_flush(&self) -> OTelSdkResult {
        match &self.worker {
            Worker::Spans(processor) => processor.force_flush(),
            Worker::Metrics(provider) => provider.force_flush(),
            Worker::Logs(processor) => processor.force_flush(),
        }
    }

    /// Exports what is waiting and ends the worker; the ledgers are closed when that is done.
    pub(crate) fn shutdown(&self, deadline: Instant) {
        let left = deadline.saturating_duration_since(Instant::now());
        // The ledgers know more than the result, which hides the error of the last export.
        let _ = match &self.worker {
            Worker::Spans(processor) => processor.shutdown_with_timeout(left),
            Worker::Metrics(provider) => provider.shutdown_with_timeout(left),
            Worker::Logs(processor) => processor.shutdown_with_timeout(left),
        };
    }
}
