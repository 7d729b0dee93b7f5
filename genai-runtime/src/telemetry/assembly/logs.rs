//! Assembles the logger provider and the export pipelines of log records.

use std::sync::Arc;

use opentelemetry_sdk::logs::{
    BatchConfigBuilder, BatchLogProcessor, LogExporter, LogProcessor as _, SdkLoggerProvider,
};

use super::Assembly;
#[cfg(feature = "console")]
use super::soon;
use crate::quota::Quota;
use crate::telemetry::batch::Batch;
#[cfg(feature = "console")]
use crate::telemetry::console::ConsoleLogExporter;
use crate::telemetry::error::TelemetryError;
use crate::telemetry::export::logs::{CountedLogs, LogWay, SupervisedLogs};
use crate::telemetry::export::pipeline::{Pipeline, Worker};
use crate::telemetry::export::supervisor::Supervisor;
use crate::telemetry::exporter::{Exporter, ExporterKind};
#[cfg(feature = "otlp")]
use crate::telemetry::otlp;
use crate::telemetry::signal::Signal;

impl Assembly<'_> {
    pub(super) fn logger(&mut self) -> Result<SdkLoggerProvider, TelemetryError> {
        let plan = self.plan;
        let mut builder = SdkLoggerProvider::builder().with_resource(plan.resource.clone());
        for exporter in &plan.exporters.logs {
            if let Some(processor) = self.log_processor(exporter)? {
                builder = builder.with_log_processor(processor);
            }
        }
        Ok(builder.build())
    }

    /// The processor in front of an exporter; `None` if that exports nothing.
    fn log_processor(
        &mut self,
        exporter: &Exporter,
    ) -> Result<Option<CountedLogs>, TelemetryError> {
        let batch = self.plan.log_batch;
        Ok(match &exporter.kind {
            ExporterKind::None => None,
            #[cfg(feature = "console")]
            ExporterKind::Console => Some(self.logs(
                ConsoleLogExporter::new(self.console.clone()),
                self.console_supervisor(Signal::Logs),
                soon(batch),
            )),
            #[cfg(feature = "otlp")]
            ExporterKind::Otlp(exporter) => {
                let built = self.otlp(exporter, (Signal::Logs, batch.timeout), otlp::build_logs)?;
                built.map(|(exporter, supervisor)| self.logs(exporter, supervisor, batch))
            }
        })
    }

    fn logs<E>(&mut self, exporter: E, supervisor: Supervisor, batch: Batch) -> CountedLogs
    where
        E: LogExporter + 'static,
    {
        let ledger = Arc::clone(supervisor.ledger());
        let config = BatchConfigBuilder::default()
            .with_max_queue_size(batch.queue_size)
            .with_max_export_batch_size(batch.batch_size)
            .with_scheduled_delay(batch.delay)
            .build();
        let way = LogWay::new(self.outgoing(), Quota::new(batch.queue_bytes));
        let way = Arc::new(way);
        let exporter = SupervisedLogs::new(exporter, supervisor, Arc::clone(&way));
        let mut processor = BatchLogProcessor::builder(exporter)
            .with_batch_config(config)
            .build();
        processor.set_resource(&self.plan.resource);
        let processor = Arc::new(processor);
        let worker = Worker::Logs(Arc::clone(&processor));
        let ledgers = vec![Arc::clone(&ledger)];
        self.pipelines.push(Pipeline::new(worker, ledgers));
        CountedLogs::new(processor, ledger, way)
    }
}
