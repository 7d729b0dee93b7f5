//! The thread that exports spans.

use std::io;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Instant;

use opentelemetry::Context;
use opentelemetry_sdk::trace::SpanExporter;

use super::block_on::block_on;
use super::span_batch::SpanBatch;
use super::span_queue::SpanQueue;
use super::spans::{HoldsBack, SupervisedSpans};

/// Exports the batches of a queue one after the other. Dropping it lets the thread end.
#[derive(Debug)]
pub(crate) struct SpanWorker {
    queue: Arc<SpanQueue>,
    /// Only the thread keeps the exporter alive.
    exporter: Weak<dyn HoldsBack>,
}

impl SpanWorker {
    pub(crate) fn start<E>(queue: SpanQueue, exporter: SupervisedSpans<E>) -> io::Result<Self>
    where
        E: SpanExporter + 'static,
    {
        let queue = Arc::new(queue);
        let waiting = Arc::clone(&queue);
        let exporter = Arc::new(exporter);
        let held: Weak<SupervisedSpans<E>> = Arc::downgrade(&exporter);
        let work = move || {
            // An instrumented exporter would trace its own exports for ever.
            let _suppressed = Context::enter_telemetry_suppressed_scope();
            let mut spare = SpanBatch::default();
            while let Some(mut batch) = waiting.next(spare) {
                block_on(exporter.export(batch.drain()));
                spare = batch;
            }
            exporter.shutdown();
        };
        let thread = thread::Builder::new().name("genai-telemetry-spans".to_owned());
        thread.spawn(work)?;
        Ok(Self {
            queue,
            exporter: held,
        })
    }

    pub(crate) fn queue(&self) -> &SpanQueue {
        &self.queue
    }

    /// Exports queued spans, and those that the exporter buffers; returns whether that was done before `deadline`.
    ///
    /// Spans that are not exported by then are exported later.
    pub(crate) fn flush(&self, deadline: Instant) -> bool {
        let ledger = self.queue.ledger();
        let _hurry = ledger.hurry(deadline);
        // Not the number of accepted spans: some that are accepted meanwhile may be exported before those of other
        // lanes.
        let sealed = self.queue.seal();
        let is_settled = ledger.wait_settled(sealed, Some(deadline));
        if let (true, Some(exporter)) = (is_settled, self.exporter.upgrade()) {
            exporter.let_go();
        }
        is_settled
    }

    /// Exports queued spans and ends the thread; waits for that until `deadline`.
    pub(crate) fn shutdown(&self, deadline: Instant) {
        self.queue.close();
        self.queue.ledger().wait_closed(deadline);
    }
}

impl Drop for SpanWorker {
    fn drop(&mut self) {
        self.queue.close();
        // No retries: nothing waits for the result.
        self.queue.ledger().backoff.end(Instant::now());
    }
}
