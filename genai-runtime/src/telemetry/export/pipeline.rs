//! One worker thread with its exporters, as the guard controls it.
//!
//! Every function here may block and must be called on a helper thread.

use std::sync::Arc;
use std::time::{Duration, Instant};

use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::logs::{BatchLogProcessor, LogProcessor};
use opentelemetry_sdk::metrics::SdkMeterProvider;

use super::gate::Gate;
use super::ledger::Ledger;
use super::span_worker::SpanWorker;

/// How soon a message is sent again if the worker's channel was full.
const RETRY: Duration = Duration::from_millis(20);

/// The reason of metrics that are lost because their collection has ended for good.
const NOT_COLLECTED: &str = "metrics are not collected: the callback of an instrument may have panicked, or the system \
                             could not start a thread";

/// A worker and the ledgers of its exporters.
#[derive(Clone, Debug)]
pub(crate) struct Pipeline {
    pub(crate) worker: Worker,
    pub(crate) ledgers: Vec<Arc<Ledger>>,
    gate: Arc<Gate>,
}

/// What drives the exports of a pipeline.
#[derive(Clone, Debug)]
pub(crate) enum Worker {
    Spans(Arc<SpanWorker>),
    Metrics(SdkMeterProvider),
    Logs(Arc<BatchLogProcessor>),
}

impl Pipeline {
    pub(crate) fn new(worker: Worker, ledgers: Vec<Arc<Ledger>>) -> Self {
        Self {
            worker,
            ledgers,
            gate: Arc::default(),
        }
    }

    /// Whether it exports metrics.
    pub(crate) const fn measures(&self) -> bool {
        matches!(self.worker, Worker::Metrics(_))
    }

    /// The ledger of the console exporter, if there is one.
    pub(crate) fn printer(&self) -> Option<&Arc<Ledger>> {
        self.ledgers.iter().find(|ledger| ledger.prints())
    }

    /// Exports queued items; returns whether that was done before `deadline`.
    ///
    /// A flush that is not done by then goes on in the background.
    pub(crate) fn flush(&self, deadline: Instant) -> bool {
        let ledgers = self.ledgers.iter();
        let _hurries: Vec<_> = ledgers.map(|ledger| ledger.hurry(deadline)).collect();
        match &self.worker {
            Worker::Spans(worker) => worker.flush(deadline),
            Worker::Metrics(provider) => self.flush_metrics(provider, deadline),
            Worker::Logs(processor) => self.flush_sdk(deadline, || processor.force_flush()),
        }
    }

    /// Collects and exports metrics, one flush at a time.
    ///
    /// The SDK does so on a thread of its own. It does not report if that could not be started, and the thread ends if
    /// an instrument's callback panics. The ledgers see every export, so a failed flush without one means that the
    /// thread is gone.
    fn flush_metrics(&self, provider: &SdkMeterProvider, deadline: Instant) -> bool {
        let Some(_turn) = self.gate.enter(deadline) else {
            return false;
        };
        let turns: Vec<_> = self.ledgers.iter().map(|ledger| ledger.turn()).collect();
        let flushed = provider.force_flush();
        let mut ledgers = self.ledgers.iter().zip(&turns);
        let is_none_exported = ledgers.all(|(ledger, turn)| ledger.turn() == *turn);
        if matches!(flushed, Err(OTelSdkError::InternalFailure(_))) && is_none_exported {
            for ledger in self.open_ledgers() {
                ledger.give_up(NOT_COLLECTED.to_owned());
            }
        }
        true
    }

    /// Flushes a worker of the SDK.
    ///
    /// One flush at a time: the worker's channel is short, and the message of a flush that timed out stays in it. Later
    /// flushes wait for that one.
    fn flush_sdk(&self, deadline: Instant, force_flush: impl Fn() -> OTelSdkResult) -> bool {
        let Some(_turn) = self.gate.enter(deadline) else {
            return false;
        };
        let accepted: Vec<_> = self
            .ledgers
            .iter()
            .map(|ledger| ledger.accepted())
            .collect();
        let wait = |until: Option<Instant>| {
            self.ledgers
                .iter()
                .zip(&accepted)
                .all(|(ledger, accepted)| ledger.wait_settled(*accepted, until))
        };
        loop {
            match force_flush() {
                Err(OTelSdkError::AlreadyShutdown) => return true,
                // The SDK times out after 5 seconds, but the worker has the message.
                Err(OTelSdkError::Timeout(_)) => return wait(None),
                // The worker has answered, or its channel was full, which looks like a failed export.
                Ok(()) | Err(_) if wait(Some(Instant::now() + RETRY)) => return true,
                Ok(()) | Err(_) if Instant::now() >= deadline => return false,
                Ok(()) | Err(_) => {}
            }
        }
    }

    /// Exports queued items and ends the worker; the ledgers are closed when that is done.
    pub(crate) fn shutdown(&self, deadline: Instant) {
        match &self.worker {
            Worker::Spans(worker) => worker.shutdown(deadline),
            Worker::Metrics(provider) => {
                let left = deadline.saturating_duration_since(Instant::now());
                let ended = provider.shutdown_with_timeout(left);
                // If the collecting thread is alive, it shuts the exporters down before it answers.
                if is_dead(&ended) {
                    self.give_up(NOT_COLLECTED);
                }
            }
            Worker::Logs(processor) => {
                self.shutdown_sdk(deadline, |left| processor.shutdown_with_timeout(left));
            }
        }
    }

    /// The ledgers of exporters that were not shut down.
    fn open_ledgers(&self) -> impl Iterator<Item = &Arc<Ledger>> {
        let ledgers = self.ledgers.iter();
        ledgers.filter(|ledger| !ledger.wait_closed(Instant::now()))
    }

    /// Closes the ledgers of exporters that will not be shut down any more.
    pub(crate) fn give_up(&self, reason: &str) {
        for ledger in self.open_ledgers() {
            ledger.give_up(reason.to_owned());
            ledger.close();
        }
    }

    fn shutdown_sdk(&self, deadline: Instant, shutdown: impl Fn(Duration) -> OTelSdkResult) {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            // The ledgers know more than the result: a full channel looks like a failed export.
            let is_closed = |ledger: &Arc<Ledger>| ledger.wait_closed(Instant::now() + RETRY);
            match shutdown(left) {
                Err(OTelSdkError::InternalFailure(_))
                    if !self.ledgers.iter().all(is_closed) && Instant::now() < deadline => {}
                _ => return,
            }
        }
    }
}

/// Whether the thread that collects metrics has ended, according to the result of a shutdown. If the SDK's timeout of 5
/// seconds expired, the thread is alive; the provider reports that in its message only.
fn is_dead(ended: &OTelSdkResult) -> bool {
    matches!(ended, Err(OTelSdkError::InternalFailure(readers)) if !readers.contains("Timeout("))
}
