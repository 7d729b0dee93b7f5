//! Spans: the supervised exporter, and the processor in front of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{Span, SpanData, SpanExporter, SpanProcessor};

use super::SpanContent;
use super::outgoing::Outgoing;
use super::own_span::OwnSpan;
use super::record::Record;
use super::span_batch::Leaving;
use super::span_worker::SpanWorker;
use super::supervisor::Supervisor;
use crate::content::accept;
use crate::telemetry::shutdown::after;

/// A span exporter whose exports are supervised; the ledger knows what came of them.
#[derive(Debug)]
pub(crate) struct SupervisedSpans<E> {
    exporter: E,
    supervisor: Supervisor,
    outgoing: Outgoing,
}

impl<E: SpanExporter> SupervisedSpans<E> {
    pub(crate) fn new(exporter: E, supervisor: Supervisor, outgoing: Outgoing) -> Self {
        Self {
            exporter,
            supervisor,
            outgoing,
        }
    }

    pub(super) async fn export(&self, leaving: Leaving) {
        let items = leaving.spans.len();
        let export = async {
            let spans = self.outgoing.prepared_spans(leaving);
            self.exporter.export(spans).await
        };
        let _ = self.supervisor.run(items, export).await;
    }

    pub(super) fn shutdown(&self) {
        let _ = self.supervisor.call(|| self.exporter.shutdown());
        self.supervisor.ledger().close();
    }

    pub(crate) fn set_resource(&mut self, resource: &Resource) {
        let Self {
            exporter,
            supervisor,
            ..
        } = self;
        // The exporter keeps its former resource if it panics over this one.
        let _ = supervisor.call(|| {
            exporter.set_resource(resource);
            Ok(())
        });
    }
}

/// Lets sampled spans wait for a worker; the specification forbids to export those that are only recorded.
#[derive(Clone, Debug)]
pub(crate) struct QueuedSpans {
    worker: Arc<SpanWorker>,
    /// How long a host's flush of the provider may take.
    limit: Duration,
    /// Whether the provider was shut down.
    is_shut_down: Arc<AtomicBool>,
}

impl QueuedSpans {
    pub(crate) fn new(
        worker: Arc<SpanWorker>,
        limit: Duration,
        is_shut_down: Arc<AtomicBool>,
    ) -> Self {
        Self {
            worker,
            limit,
            is_shut_down,
        }
    }

    /// Lets a span wait.
    pub(super) fn push(&self, record: Record) {
        if !record.is_sampled() {
            return;
        }
        let (queue, content) = (self.worker.queue(), SpanContent::offered());
        match record {
            Record::Sdk(_) => queue.push(record, content, None),
            Record::Own(_) => {
                OwnSpan::provide(|places| queue.push(record, content, Some(places)));
            }
        }
    }
}

impl SpanProcessor for QueuedSpans {
    fn on_start(&self, _span: &mut Span, _context: &Context) {
        accept();
    }

    fn on_end(&self, span: SpanData) {
        self.push(Record::Sdk(Box::new(span)));
    }

    fn force_flush(&self) -> OTelSdkResult {
        if self.worker.queue().is_closed() {
            return Err(OTelSdkError::AlreadyShutdown);
        }
        let ledger = self.worker.queue().ledger();
        let before = ledger.failed();
        if !self.worker.flush(after(self.limit)) {
            return Err(OTelSdkError::Timeout(self.limit));
        }
        match ledger.failed().saturating_sub(before) {
            0 => Ok(()),
            failed => {
                let reason = format!("spans that were not exported: {failed}");
                Err(OTelSdkError::InternalFailure(reason))
            }
        }
    }

    /// Only notes it: the provider shuts its processors down one after the other, the guard all at once.
    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        self.is_shut_down.store(true, Ordering::Relaxed);
        Ok(())
    }
}
