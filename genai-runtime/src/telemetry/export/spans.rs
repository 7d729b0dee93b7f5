//! Spans: the supervised exporter, and the processor in front of it.

use std::sync::Arc;
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{BatchSpanProcessor, Span, SpanData, SpanExporter, SpanProcessor};

use super::ledger::Ledger;
use super::outgoing::Outgoing;
use super::supervisor::Supervisor;
use crate::content::accept;

/// A span exporter whose exports are supervised.
#[derive(Debug)]
pub(crate) struct SupervisedSpans<E> {
    exporter: E,
    supervisor: Supervisor,
    outgoing: Arc<Outgoing>,
}

impl<E> SupervisedSpans<E> {
    pub(crate) fn new(exporter: E, supervisor: Supervisor, outgoing: Arc<Outgoing>) -> Self {
        Self {
            exporter,
            supervisor,
            outgoing,
        }
    }
}

impl<E: SpanExporter> SpanExporter for SupervisedSpans<E> {
    async fn export(&self, mut batch: Vec<SpanData>) -> OTelSdkResult {
        let items = batch.len();
        let export = async {
            self.outgoing.prepare_spans(&mut batch);
            self.exporter.export(batch).await
        };
        self.supervisor.run(items, export).await
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        let result = self
            .supervisor
            .call(|| self.exporter.shutdown_with_timeout(timeout));
        self.supervisor.ledger().close();
        result
    }

    fn shutdown(&self) -> OTelSdkResult {
        let result = self.supervisor.call(|| self.exporter.shutdown());
        self.supervisor.ledger().close();
        result
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.supervisor.call(|| self.exporter.force_flush())
    }

    fn set_resource(&mut self, resource: &Resource) {
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

/// Counts the spans that a batch processor takes, and keeps unsampled ones from it.
///
/// The SDK's batch processor exports record-only spans too, which the specification forbids.
#[derive(Debug)]
pub(crate) struct CountedSpans {
    processor: Arc<BatchSpanProcessor>,
    ledger: Arc<Ledger>,
    outgoing: Arc<Outgoing>,
}

impl CountedSpans {
    pub(crate) fn new(
        processor: Arc<BatchSpanProcessor>,
        ledger: Arc<Ledger>,
        outgoing: Arc<Outgoing>,
    ) -> Self {
        Self {
            processor,
            ledger,
            outgoing,
        }
    }
}

impl SpanProcessor for CountedSpans {
    fn on_start(&self, _span: &mut Span, _context: &Context) {
        accept();
    }

    fn on_end(&self, span: SpanData) {
        if span.span_context.is_sampled() && self.ledger.admit() {
            let context = &span.span_context;
            self.outgoing
                .waiting
                .keep(context.trace_id(), context.span_id());
            self.processor.on_end(span);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.processor.force_flush()
    }

    /// Does nothing: the provider shuts its processors down one after the other, the guard all at once.
    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        Ok(())
    }
}
