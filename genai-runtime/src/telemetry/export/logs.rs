//! Log records: the supervised exporter, and the processor in front of it.

use std::borrow::Cow;
use std::fmt;
use std::future::ready;
use std::sync::Arc;
use std::time::{Duration, Instant};

use opentelemetry::InstrumentationScope;
use opentelemetry::logs::Severity;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::logs::{
    BatchLogProcessor, LogBatch, LogExporter, LogProcessor, SdkLogRecord,
};

use super::BATCH_BYTES;
use super::ledger::Ledger;
use super::ledger_state::QUEUE_FULL;
use super::log_size::size_of_log;
use super::outgoing::Outgoing;
use super::supervisor::Supervisor;
use crate::quota::Quota;

/// A log exporter whose exports are supervised.
#[derive(Debug)]
pub(crate) struct SupervisedLogs<E> {
    exporter: E,
    supervisor: Supervisor,
    way: Arc<LogWay>,
}

/// What the processor and the exporter of log records share.
#[derive(Debug)]
pub(crate) struct LogWay {
    outgoing: Outgoing,
    room: Quota,
}

impl LogWay {
    pub(crate) fn new(outgoing: Outgoing, room: Quota) -> Self {
        Self { outgoing, room }
    }
}

type Scoped<'a, R> = (R, &'a InstrumentationScope);

impl<E> SupervisedLogs<E> {
    pub(crate) fn new(exporter: E, supervisor: Supervisor, way: Arc<LogWay>) -> Self {
        Self {
            exporter,
            supervisor,
            way,
        }
    }

    /// The records as they are exported.
    fn prepared<'a>(
        &self,
        batch: &'a LogBatch<'a>,
    ) -> Result<Vec<Scoped<'a, Cow<'a, SdkLogRecord>>>, OTelSdkError> {
        let mut prepared = Vec::new();
        self.supervisor.call(|| {
            let records = batch.iter().map(|(record, scope)| {
                let prepared = self.way.outgoing.prepared_log(record);
                (prepared.map_or(Cow::Borrowed(record), Cow::Owned), scope)
            });
            prepared.extend(records);
            Ok(())
        })?;
        Ok(prepared)
    }
}

/// How many of the first records fit one request; at least one.
fn fitting(records: &[Scoped<'_, &SdkLogRecord>]) -> usize {
    let sizes = records.iter().map(|(record, _)| size_of_log(record));
    let sums = sizes.scan(0, |sum, size| {
        *sum += size;
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= BATCH_BYTES).count().max(1)
}

impl<E: LogExporter> LogExporter for SupervisedLogs<E> {
    async fn export(&self, batch: LogBatch<'_>) -> OTelSdkResult {
        let sizes = batch.iter().map(|(record, _)| size_of_log(record));
        self.way.room.give_back(sizes.sum());
        let mut items = batch.iter().count();
        self.supervisor.ledger().begin(items);
        // Records that cannot be exported are not worth preparing, and a whole queue of them may follow.
        let prepared = match self.supervisor.cut_off() {
            None => self.prepared(&batch),
            Some(reason) => {
                for (record, _) in batch.iter() {
                    self.way.outgoing.let_go(record);
                }
                Err(OTelSdkError::InternalFailure(reason))
            }
        };
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return self.supervisor.run(items, items, ready(Err(error))).await,
        };
        let records = prepared.iter().map(|(record, scope)| (&**record, *scope));
        let records: Vec<_> = records.collect();
        let (mut left, mut result) = (&records[..], Ok(()));
        while let Some((request, rest)) = left.split_at_checked(fitting(left)) {
            let export = async {
                let mut resends = self.supervisor.resends();
                loop {
                    let exported = self.exporter.export(LogBatch::new(request)).await;
                    if !resends.again(&exported, self.supervisor.ledger()).await {
                        return exported;
                    }
                }
            };
            let exported = self.supervisor.run(request.len(), items, export).await;
            result = result.and(exported);
            items -= request.len();
            left = rest;
        }
        result
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        let result = self
            .supervisor
            .call(|| self.exporter.shutdown_with_timeout(timeout));
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
        // If this panics, the exporter keeps its former resource.
        let _ = supervisor.call(|| {
            exporter.set_resource(resource);
            Ok(())
        });
    }
}

/// The SDK's timeout of a flush.
const SDK_LIMIT: Duration = Duration::from_secs(5);

/// Counts the records that it passes to a batch processor, and bounds their memory.
pub(crate) struct CountedLogs {
    processor: Arc<BatchLogProcessor>,
    ledger: Arc<Ledger>,
    way: Arc<LogWay>,
}

impl CountedLogs {
    pub(crate) fn new(
        processor: Arc<BatchLogProcessor>,
        ledger: Arc<Ledger>,
        way: Arc<LogWay>,
    ) -> Self {
        Self {
            processor,
            ledger,
            way,
        }
    }
}

impl fmt::Debug for CountedLogs {
    /// Required by the SDK. Printing the queue would link that code into every program.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CountedLogs").finish_non_exhaustive()
    }
}

impl LogProcessor for CountedLogs {
    fn emit(&self, record: &mut SdkLogRecord, scope: &InstrumentationScope) {
        let LogWay { outgoing, room } = &*self.way;
        let size = size_of_log(record);
        if !room.take(size) {
            return self.ledger.refuse(QUEUE_FULL);
        }
        if !self.ledger.admit() {
            return room.give_back(size);
        }
        if let Some(context) = record.trace_context()
            && outgoing.waiting.is_for(record.event_name())
        {
            outgoing.waiting.keep(context.trace_id, context.span_id);
        }
        self.processor.emit(record, scope);
    }

    fn force_flush(&self) -> OTelSdkResult {
        let _hurry = self.ledger.hurry(Instant::now() + SDK_LIMIT);
        self.processor.force_flush()
    }

    /// Does nothing: the provider would shut its processors down one after the other; the guard does so concurrently.
    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        Ok(())
    }

    fn event_enabled(&self, level: Severity, target: &str, name: Option<&str>) -> bool {
        self.processor.event_enabled(level, target, name)
    }
}
