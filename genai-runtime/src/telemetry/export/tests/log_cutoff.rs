//! Pending log records when a shutdown times out.

use std::borrow::Cow;
use std::future::{Future, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use opentelemetry::InstrumentationScope;
use opentelemetry::logs::{AnyValue, LogRecord as _, Logger as _, LoggerProvider as _};
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::logs::{LogBatch, LogExporter, SdkLoggerProvider};

use super::bench::PLENTY;
use crate::background::BackgroundRuntime;
use crate::quota::Quota;
use crate::redact::Redaction;
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::export::driver::Driver;
use crate::telemetry::export::ledger::Ledger;
use crate::telemetry::export::logs::{LogWay, SupervisedLogs};
use crate::telemetry::export::outgoing::Outgoing;
use crate::telemetry::export::supervisor::Supervisor;
use crate::telemetry::limits::Limits;
use crate::telemetry::signal::Signal;

/// Takes everything.
#[derive(Debug)]
struct Taking;

impl LogExporter for Taking {
    fn export(&self, _batch: LogBatch<'_>) -> impl Future<Output = OTelSdkResult> + Send {
        ready(Ok(()))
    }
}

#[test]
fn no_request_is_prepared_after_the_deadline_of_a_shutdown() {
    let runtime = Arc::new(BackgroundRuntime::start("genai-telemetry").unwrap());
    let driver = Driver::new(&runtime, PLENTY);
    let diagnostics = Diagnostics::to(|_| {});
    let ledger = Ledger::new(Signal::Logs, "post".to_owned(), 2048, diagnostics);
    let ledger = Arc::new(ledger);
    let supervisor = Supervisor::new(Arc::clone(&ledger), driver);
    let redacted = Arc::new(AtomicUsize::default());
    let redacting = Arc::clone(&redacted);
    let redaction = Redaction::none().with_fn(move |text: &str| {
        redacting.fetch_add(1, Ordering::SeqCst);
        Cow::Owned(text.to_owned())
    });
    let outgoing = Outgoing::new(Some(redaction), Limits::default());
    let way = Arc::new(LogWay::new(outgoing, Quota::new(usize::MAX)));
    let exporter = SupervisedLogs::new(Taking, supervisor, way);
    let logger = SdkLoggerProvider::builder().build().logger("l");
    let mut record = logger.create_log_record();
    record.set_body(AnyValue::from("said"));
    let scope = InstrumentationScope::builder("l").build();
    let records = [(&record, &scope)];
    let export = || block_on(exporter.export(LogBatch::new(&records)));
    export().unwrap();
    let before = redacted.load(Ordering::SeqCst);
    assert!(before > 0);
    ledger.cutoff.fire("over");
    let over = OTelSdkError::InternalFailure("over".to_owned());
    assert_eq!(export().unwrap_err().to_string(), over.to_string());
    assert_eq!(redacted.load(Ordering::SeqCst), before);
    assert_eq!(ledger.failed(), 1);
}
