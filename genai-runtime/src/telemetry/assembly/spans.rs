//! Assembles the tracer provider and the export pipelines of spans.

use std::sync::Arc;

use opentelemetry_sdk::trace::{SdkTracerProvider, SpanExporter};

use super::Assembly;
#[cfg(feature = "console")]
use super::soon;
use crate::telemetry::batch::Batch;
#[cfg(feature = "console")]
use crate::telemetry::console::ConsoleSpanExporter;
use crate::telemetry::error::TelemetryError;
use crate::telemetry::export::destinations::Destinations;
use crate::telemetry::export::pipeline::{Pipeline, Worker};
use crate::telemetry::export::span_queue::{QueueLimits, SpanQueue};
use crate::telemetry::export::span_worker::SpanWorker;
use crate::telemetry::export::spans::{QueuedSpans, SupervisedSpans};
use crate::telemetry::export::supervisor::Supervisor;
use crate::telemetry::exporter::{Exporter, ExporterKind};
#[cfg(feature = "otlp")]
use crate::telemetry::otlp;
use crate::telemetry::signal::Signal;
use crate::telemetry::spans::SpanTracer;

impl Assembly<'_> {
    pub(super) fn tracer(&mut self) -> Result<(SdkTracerProvider, SpanTracer), TelemetryError> {
        let plan = self.plan;
        let limits = plan.settings.limits.spans;
        let (mut queues, is_shut_down) = (Vec::new(), Arc::default());
        let mut builder = SdkTracerProvider::builder()
            .with_resource(plan.resource.clone())
            .with_sampler(plan.sampler.clone())
            .with_span_limits(limits);
        for exporter in &plan.exporters.traces {
            if let Some(worker) = self.span_worker(exporter)? {
                let limit = plan.span_batch.timeout;
                let queue = QueuedSpans::new(worker, limit, Arc::clone(&is_shut_down));
                queues.push(queue.clone());
                builder = builder.with_span_processor(queue);
            }
        }
        let tracer = SpanTracer::new(
            plan.settings.sampler.clone(),
            Destinations::new(limits, queues, is_shut_down, plan.diagnostics.clone()),
        );
        Ok((builder.build(), tracer))
    }

    /// The worker in front of an exporter; `None` if that exports nothing.
    fn span_worker(
        &mut self,
        exporter: &Exporter,
    ) -> Result<Option<Arc<SpanWorker>>, TelemetryError> {
        let batch = self.plan.span_batch;
        Ok(match &exporter.kind {
            ExporterKind::None => None,
            #[cfg(feature = "console")]
            ExporterKind::Console => Some(self.spans(
                ConsoleSpanExporter::new(self.console.clone()),
                self.console_supervisor(Signal::Traces),
                soon(batch),
            )?),
            #[cfg(feature = "otlp")]
            ExporterKind::Otlp(exporter) => {
                let built =
                    self.otlp(exporter, (Signal::Traces, batch.timeout), otlp::build_spans)?;
                let worker =
                    built.map(|(exporter, supervisor)| self.spans(exporter, supervisor, batch));
                worker.transpose()?
            }
        })
    }

    fn spans<E>(
        &mut self,
        exporter: E,
        supervisor: Supervisor,
        batch: Batch,
    ) -> Result<Arc<SpanWorker>, TelemetryError>
    where
        E: SpanExporter + 'static,
    {
        let ledger = Arc::clone(supervisor.ledger());
        let limits = QueueLimits {
            spans: batch.queue_size,
            bytes: batch.queue_bytes,
            batch: batch.batch_size,
            delay: batch.delay,
        };
        let outgoing = self.outgoing();
        let mut exporter = SupervisedSpans::new(exporter, supervisor, outgoing);
        exporter.set_resource(&self.plan.resource);
        let queue = SpanQueue::new(limits, Arc::clone(&ledger));
        let worker = SpanWorker::start(queue, exporter)
            .map_err(|error| TelemetryError::Threads(error.to_string()))?;
        let worker = Arc::new(worker);
        let pipeline = Pipeline::new(Worker::Spans(Arc::clone(&worker)), vec![ledger]);
        self.pipelines.push(pipeline);
        Ok(worker)
    }
}
