//! How much log records take that wait, and that leave together.

use std::future::{Future, ready};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry::logs::{AnyValue, LogRecord as _, Logger as _, LoggerProvider as _};
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::logs::{
    BatchConfigBuilder, BatchLogProcessor, LogBatch, LogExporter, SdkLoggerProvider,
};

use super::bench::PLENTY;
use crate::quota::Quota;
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::export::driver::Driver;
use crate::telemetry::export::ledger::Ledger;
use crate::telemetry::export::logs::{CountedLogs, LogWay, SupervisedLogs};
use crate::telemetry::export::outgoing::Outgoing;
use crate::telemetry::export::pipeline::{Pipeline, Worker};
use crate::telemetry::export::supervisor::Supervisor;
use crate::telemetry::signal::Signal;
use crate::telemetry::{Stores, shutdown};

/// Counts the records of each request; the second one may be refused, or be too much for it.
#[derive(Clone, Debug, Default)]
struct Requests {
    sizes: Arc<Mutex<Vec<usize>>>,
    refuses: bool,
    panics: bool,
}

impl LogExporter for Requests {
    fn export(&self, batch: LogBatch<'_>) -> impl Future<Output = OTelSdkResult> + Send {
        let is_second = {
            let mut sizes = self.sizes.lock().unwrap();
            sizes.push(batch.iter().count());
            sizes.len() == 2
        };
        assert!(!(self.panics && is_second), "out of paper");
        let refused = OTelSdkError::InternalFailure("refused".to_owned());
        ready(if self.refuses && is_second {
            Err(refused)
        } else {
            Ok(())
        })
    }
}

fn logs(requests: &Requests, room: usize) -> (SdkLoggerProvider, Pipeline) {
    let diagnostics = Diagnostics::to(|_| {});
    let ledger = Ledger::new(Signal::Logs, "post".to_owned(), 2048, diagnostics);
    let ledger = Arc::new(ledger);
    let supervisor = Supervisor::new(Arc::clone(&ledger), Driver::default());
    let way = Arc::new(LogWay::new(Outgoing::default(), Quota::new(room)));
    let exporter = SupervisedLogs::new(requests.clone(), supervisor, Arc::clone(&way));
    let config = BatchConfigBuilder::default().with_scheduled_delay(Duration::from_secs(3600));
    let processor = BatchLogProcessor::builder(exporter).with_batch_config(config.build());
    let processor = Arc::new(processor.build());
    let counted = CountedLogs::new(Arc::clone(&processor), Arc::clone(&ledger), way);
    let provider = SdkLoggerProvider::builder().with_log_processor(counted);
    let pipeline = Pipeline::new(Worker::Logs(processor), vec![ledger]);
    (provider.build(), pipeline)
}

fn emit(provider: &SdkLoggerProvider, records: usize, bytes: usize) {
    let logger = provider.logger("l");
    for _ in 0..records {
        let mut record = logger.create_log_record();
        let text = AnyValue::from("x".repeat(bytes / 2));
        record.add_attribute("list", AnyValue::ListAny(Box::new(vec![text.clone()])));
        record.set_body(text);
        logger.emit(record);
    }
}

#[test]
fn large_records_are_exported_in_requests_that_collectors_accept() {
    let requests = Requests::default();
    let (provider, pipeline) = logs(&requests, usize::MAX);
    emit(&provider, 40, 110 << 10);
    emit(&provider, 1, 3 << 20);
    emit(&provider, 3, 100);
    shutdown::flush(&[pipeline], &Stores::default(), PLENTY).unwrap();
    assert_eq!(*requests.sizes.lock().unwrap(), [18, 18, 4, 1, 3]);
}

#[test]
fn records_lost_by_one_of_several_requests_are_counted() {
    for (panics, reason) in [
        (false, "refused"),
        (true, "the exporter panicked: out of paper"),
    ] {
        let requests = Requests {
            refuses: true,
            panics,
            ..Requests::default()
        };
        let (provider, pipeline) = logs(&requests, usize::MAX);
        emit(&provider, 40, 110 << 10);
        let error = shutdown::shutdown(&[pipeline], &Stores::default(), PLENTY).unwrap_err();
        let expected = format!("not exported: 18 log records to post: {reason}");
        assert_eq!(error.to_string(), expected);
        assert_eq!(*requests.sizes.lock().unwrap(), [18, 18, 4]);
    }
}

#[test]
fn records_beyond_the_limit_are_counted_and_exports_free_the_queue() {
    let requests = Requests::default();
    let (provider, pipeline) = logs(&requests, 5 << 20);
    let pipelines = [pipeline];
    for _ in 0..2 {
        emit(&provider, 7, 1 << 20);
        let error = shutdown::flush(&pipelines, &Stores::default(), PLENTY).unwrap_err();
        let expected = "not exported: 3 log records to post: the queue was full";
        assert_eq!(error.to_string(), expected);
    }
}
