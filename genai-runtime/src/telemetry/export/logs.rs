//! Log records: the supervised exporter, and the processor in front of it.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use opentelemetry::InstrumentationScope;
use opentelemetry::logs::Severity;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{
    BatchLogProcessor, LogBatch, LogExporter, LogProcessor, SdkLogRecord,
};

use super::ledger::Ledger;
use super::outgoing::Outgoing;
use super::supervisor::Supervisor;

/// A log exporter whose exports are supervised.
#[derive(Debug)]
pub(crate) struct SupervisedLogs<E> {
    exporter: E,
    supervisor: Supervisor,
    outgoing: Arc<Outgoing>,
}

impl<E> SupervisedLogs<E> {
    pub(crate) fn new(exporter: E, supervisor: Supervisor, outgoing: Arc<Outgoing>) -> Self {
        Self {
            exporter,
            supervisor,
            outgoing,
        }
    }
}

impl<E: LogExporter> LogExporter for SupervisedLogs<E> {
    async fn export(&self, batch: LogBatch<'_>) -> OTelSdkResult {
        let items = batch.iter().count();
        let export = async {
            let prepare = |(record, scope)| {
                let prepared = self.outgoing.prepared_log(record);
                let record = prepared.map_or(Cow::Borrowed(record), Cow::Owned);
                (record, scope)
            };
            let prepared: Vec<_> = batch.iter().map(prepare).collect();
            let prepared = prepared.iter().map(|(record, scope)| (&**record, *scope));
            let prepared: Vec<_> = prepared.collect();
            self.exporter.export(LogBatch::new(&prepared)).await
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

    fn event_enabled(&self, level: Severity, target: &str, name: Option<&str>) -> bool {
        self.exporter.event_enabled(level, target, name)
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

/// Counts the records that a batch processor takes.
#[derive(Debug)]
pub(crate) struct CountedLogs {
    processor: Arc<BatchLogProcessor>,
    ledger: Arc<Ledger>,
    outgoing: Arc<Outgoing>,
}

impl CountedLogs {
    pub(crate) fn new(
        processor: Arc<BatchLogProcessor>,
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

impl LogProcessor for CountedLogs {
    fn emit(&self, record: &mut SdkLogRecord, scope: &InstrumentationScope) {
        if self.ledger.admit() {
            if let Some(context) = record.trace_context()
                && self.outgoing.waiting.is_for(record.event_name())
            {
                self.outgoing
                    .waiting
                    .keep(context.trace_id, context.span_id);
            }
            self.processor.emit(record, scope);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.processor.force_flush()
    }

    /// Does nothing: the provider shuts its processors down one after the other, the guard all at once.
    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        Ok(())
    }

    fn event_enabled(&self, level: Severity, target: &str, name: Option<&str>) -> bool {
        self.processor.event_enabled(level, target, name)
    }
}
