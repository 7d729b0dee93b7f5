//! The order of exporters that print.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry::logs::{Logger as _, LoggerProvider as _};
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{BatchLogProcessor, LogBatch, LogExporter, SdkLoggerProvider};
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider, Temporality};
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};

use super::bench::{PLENTY, record};
#[cfg(feature = "content")]
use crate::content::{DirectoryStore, StoreQueue};
use crate::quota::Quota;
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::error::ExportError;
use crate::telemetry::export::driver::Driver;
use crate::telemetry::export::fan_out::FanOut;
use crate::telemetry::export::ledger::Ledger;
use crate::telemetry::export::logs::{CountedLogs, LogWay, SupervisedLogs};
use crate::telemetry::export::metrics::SupervisedMetrics;
use crate::telemetry::export::outgoing::Outgoing;
use crate::telemetry::export::pipeline::{Pipeline, Worker};
use crate::telemetry::export::span_queue::{QueueLimits, SpanQueue};
use crate::telemetry::export::span_worker::SpanWorker;
use crate::telemetry::export::spans::{QueuedSpans, SupervisedSpans};
use crate::telemetry::export::supervisor::Supervisor;
#[cfg(feature = "content")]
use crate::telemetry::settings::Settings;
use crate::telemetry::signal::Signal;
use crate::telemetry::{Stores, shutdown};

/// Remembers who exported, or never ends an export.
#[derive(Clone, Debug)]
struct Printer {
    order: Arc<Mutex<Vec<Signal>>>,
    hangs: bool,
}

impl Printer {
    async fn print(&self, signal: Signal) -> OTelSdkResult {
        if self.hangs {
            return pending().await;
        }
        self.order.lock().unwrap().push(signal);
        Ok(())
    }
}

impl SpanExporter for Printer {
    async fn export(&self, _batch: Vec<SpanData>) -> OTelSdkResult {
        self.print(Signal::Traces).await
    }
}

impl LogExporter for Printer {
    async fn export(&self, _batch: LogBatch<'_>) -> OTelSdkResult {
        self.print(Signal::Logs).await
    }
}

impl PushMetricExporter for Printer {
    async fn export(&self, _metrics: &ResourceMetrics) -> OTelSdkResult {
        self.print(Signal::Metrics).await
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        Ok(())
    }

    fn temporality(&self) -> Temporality {
        Temporality::Cumulative
    }
}

fn printing(signal: Signal) -> (Supervisor, Arc<Ledger>) {
    let ledger = Arc::new(Ledger::console(signal, 100, Diagnostics::to(|_| {})));
    let supervisor = Supervisor::new(Arc::clone(&ledger), Driver::default());
    (supervisor, ledger)
}

fn traces(printer: &Printer) -> (SdkTracerProvider, Pipeline) {
    let (supervisor, ledger) = printing(Signal::Traces);
    let limits = QueueLimits {
        spans: 100,
        bytes: usize::MAX,
        batch: 100,
        delay: Duration::from_secs(3600),
    };
    let exporter = SupervisedSpans::new(printer.clone(), supervisor, Outgoing::default());
    let queue = SpanQueue::new(limits, Arc::clone(&ledger));
    let worker = Arc::new(SpanWorker::start(queue, exporter).unwrap());
    let provider = SdkTracerProvider::builder()
        .with_span_processor(QueuedSpans::new(
            Arc::clone(&worker),
            PLENTY,
            Arc::default(),
        ))
        .build();
    let pipeline = Pipeline::new(Worker::Spans(worker), vec![ledger]);
    (provider, pipeline)
}

/// Metrics that are printed, and sent to where nobody answers.
fn metrics(printer: &Printer) -> (SdkMeterProvider, Pipeline) {
    let (supervisor, console) = printing(Signal::Metrics);
    let first = SupervisedMetrics::new(printer.clone(), supervisor);
    let post = Arc::new(Ledger::new(
        Signal::Metrics,
        "post".to_owned(),
        usize::MAX,
        Diagnostics::to(|_| {}),
    ));
    let hanging = Printer {
        hangs: true,
        ..printer.clone()
    };
    let supervisor = Supervisor::new(Arc::clone(&post), Driver::default());
    let second = SupervisedMetrics::new(hanging, supervisor);
    let targets = FanOut::new(
        vec![Box::new(first), Box::new(second)],
        Temporality::Cumulative,
    );
    let reader = PeriodicReader::builder(targets).build();
    let provider = SdkMeterProvider::builder().with_reader(reader).build();
    let pipeline = Pipeline::new(Worker::Metrics(provider.clone()), vec![console, post]);
    (provider, pipeline)
}

fn events(printer: &Printer) -> (SdkLoggerProvider, Pipeline) {
    let (supervisor, ledger) = printing(Signal::Logs);
    let config = opentelemetry_sdk::logs::BatchConfigBuilder::default()
        .with_scheduled_delay(Duration::from_secs(3600))
        .build();
    let way = LogWay::new(Outgoing::default(), Quota::new(usize::MAX));
    let way = Arc::new(way);
    let exporter = SupervisedLogs::new(printer.clone(), supervisor, Arc::clone(&way));
    let processor = BatchLogProcessor::builder(exporter)
        .with_batch_config(config)
        .build();
    let processor = Arc::new(processor);
    let provider = SdkLoggerProvider::builder()
        .with_log_processor(CountedLogs::new(
            Arc::clone(&processor),
            Arc::clone(&ledger),
            way,
        ))
        .build();
    let pipeline = Pipeline::new(Worker::Logs(processor), vec![ledger]);
    (provider, pipeline)
}

/// A flush or a shutdown.
type End = fn(&[Pipeline], &Stores, Duration) -> Result<(), ExportError>;

/// What was exported in which order by `end`, and what that said.
fn order(end: End, stores: &Stores) -> (Vec<Signal>, String) {
    let printer = Printer {
        order: Arc::default(),
        hangs: false,
    };
    let (spans, traces) = traces(&printer);
    let (meter, metrics) = metrics(&printer);
    let (logger, events) = events(&printer);
    record(&spans, 1);
    meter.meter("m").u64_counter("calls").build().add(1, &[]);
    let emitter = logger.logger("l");
    emitter.emit(emitter.create_log_record());
    let pipelines = [traces, metrics, events];
    let error = end(&pipelines, stores, Duration::from_secs(1)).unwrap_err();
    let order = printer.order.lock().unwrap().clone();
    (order, error.to_string())
}

#[test]
fn traces_are_printed_last_and_wait_for_no_other_exporter() {
    for end in [shutdown::flush as End, shutdown::shutdown] {
        let (order, error) = order(end, &Stores::default());
        assert_eq!(order, [Signal::Logs, Signal::Metrics, Signal::Traces]);
        let expected = "not exported: 1 metric data point to post: no answer within 1s";
        assert_eq!(error, expected);
    }
}

#[cfg(feature = "content")]
#[test]
fn metrics_are_printed_last_where_content_is_stored() {
    let settings = Settings {
        content_store: Some(StoreQueue::new(DirectoryStore::new("unused"))),
        ..Settings::default()
    };
    for end in [shutdown::flush as End, shutdown::shutdown] {
        let (order, _) = order(end, &Stores::of(&settings));
        assert_eq!(order, [Signal::Logs, Signal::Traces, Signal::Metrics]);
    }
}
