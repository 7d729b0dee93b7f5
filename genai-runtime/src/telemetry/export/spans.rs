//! Spans: the supervised exporter, and the processor in front of it.

use std::fmt;
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
use super::span_batch::{Leaving, SpanBatch};
use super::span_size::size_of_span;
use super::span_worker::SpanWorker;
use super::supervisor::Supervisor;
use crate::signals::SpanEndData;
use crate::telemetry::time_limit::deadline_after;

/// A span exporter whose exports are supervised; results are in the ledger.
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
            let mut spans = self.outgoing.prepared_spans(leaving);
            let mut resends = self.supervisor.resends();
            loop {
                let kept = resends.are_possible().then(|| spans.clone());
                let exported = self.exporter.export(spans).await;
                match kept {
                    Some(kept) if resends.again(&exported, self.supervisor.ledger()).await => {
                        spans = kept;
                    }
                    _ => return exported,
                }
            }
        };
        let _ = self.supervisor.run(items, items, export).await;
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
        // If this panics, the exporter keeps its former resource.
        let _ = supervisor.call(|| {
            exporter.set_resource(resource);
            Ok(())
        });
    }
}

/// An exporter that may buffer spans, as the console does until a trace is complete.
pub(super) trait HoldsBack: Send + Sync {
    /// Exports buffered spans.
    fn let_go(&self);
}

impl<E: SpanExporter> HoldsBack for SupervisedSpans<E> {
    fn let_go(&self) {
        // The ledger has counted these spans already.
        let _ = self.supervisor.call(|| self.exporter.force_flush());
    }
}

/// Queues sampled spans for a worker; the specification forbids exporting spans that are recorded but not sampled.
#[derive(Clone)]
pub(crate) struct QueuedSpans {
    worker: Arc<SpanWorker>,
    /// The timeout of a flush through the provider.
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

    /// Queues a span of our own tracer, with what its operation adds at the end.
    pub(super) fn push_own(&self, span: &mut OwnSpan, last: SpanEndData<'_>) {
        if span.is_sampled() {
            let size = span.size(&last);
            let put = |batch: &mut SpanBatch| batch.push_own(span, last);
            let queue = self.worker.queue();
            queue.push(size, SpanContent::offered(), put);
        }
    }
}

impl fmt::Debug for QueuedSpans {
    /// Required by the SDK. Printing the queue would link that code into every program.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueuedSpans").finish_non_exhaustive()
    }
}

impl SpanProcessor for QueuedSpans {
    fn on_start(&self, _span: &mut Span, _context: &Context) {}

    fn on_end(&self, span: SpanData) {
        if span.span_context.is_sampled() {
            let size = size_of_span(&span);
            let put = |batch: &mut SpanBatch| batch.push(span);
            let queue = self.worker.queue();
            queue.push(size, SpanContent::offered(), put);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        if self.worker.queue().is_closed() {
            return Err(OTelSdkError::AlreadyShutdown);
        }
        let ledger = self.worker.queue().ledger();
        let before = ledger.failed();
        if !self.worker.flush(deadline_after(self.limit)) {
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

    /// Only sets a flag: the provider would shut its processors down one after the other; the guard does so
    /// concurrently.
    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        self.is_shut_down.store(true, Ordering::Relaxed);
        Ok(())
    }
}
