//! Metrics whose collection panics, or is slow.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use opentelemetry::metrics::MeterProvider as _;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider, Temporality};

use super::bench::PLENTY;
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::export::driver::Driver;
use crate::telemetry::export::fan_out::{FanOut, MetricTarget};
use crate::telemetry::export::ledger::Ledger;
use crate::telemetry::export::metrics::SupervisedMetrics;
use crate::telemetry::export::pipeline::{Pipeline, Worker};
use crate::telemetry::export::supervisor::Supervisor;
use crate::telemetry::signal::Signal;
use crate::telemetry::{Stores, shutdown};

/// Takes everything, once it may.
struct Taking {
    until: Mutex<Option<mpsc::Receiver<()>>>,
    taken: Arc<AtomicUsize>,
}

impl Taking {
    fn at_once() -> Self {
        Self {
            until: Mutex::default(),
            taken: Arc::default(),
        }
    }

    /// Waits until the other end is dropped.
    fn after(until: mpsc::Receiver<()>) -> Self {
        Self {
            until: Mutex::new(Some(until)),
            taken: Arc::default(),
        }
    }
}

impl PushMetricExporter for Taking {
    async fn export(&self, _metrics: &ResourceMetrics) -> OTelSdkResult {
        if let Some(until) = self.until.lock().unwrap().take() {
            let _ = until.recv();
        }
        self.taken.fetch_add(1, Ordering::SeqCst);
        Ok(())
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

fn metrics(exporters: Vec<(&str, Taking)>) -> (SdkMeterProvider, Pipeline) {
    let mut ledgers = Vec::new();
    let target = |(name, exporter): (&str, Taking)| -> Box<dyn MetricTarget> {
        let diagnostics = Diagnostics::to(|_| {});
        let ledger = Ledger::new(Signal::Metrics, name.to_owned(), usize::MAX, diagnostics);
        let ledger = Arc::new(ledger);
        ledgers.push(Arc::clone(&ledger));
        let supervisor = Supervisor::new(ledger, Driver::default());
        Box::new(SupervisedMetrics::new(exporter, supervisor))
    };
    let targets = exporters.into_iter().map(target).collect();
    let reader = PeriodicReader::builder(FanOut::new(targets, Temporality::Cumulative));
    let provider = SdkMeterProvider::builder().with_reader(reader.build());
    let provider = provider.build();
    let worker = Worker::Metrics(provider.clone());
    (provider, Pipeline::new(worker, ledgers))
}

const EXPECTED: &str = "not exported: metrics to one: metrics are not collected: the callback of an \
                        instrument may have panicked, or the system could not start a thread; metrics to other: \
                        metrics are not collected: the callback of an instrument may have panicked, or the \
                        system could not start a thread";

#[test]
fn a_flush_neither_exports_nor_awaits_metrics_whose_collector_panicked() {
    let exporters = ["one", "other"].map(|name| (name, Taking::at_once()));
    let (provider, pipeline) = metrics(exporters.into());
    let pipelines = [pipeline];
    let is_over = Arc::new(Mutex::new(false));
    let panics = Arc::clone(&is_over);
    let meter = provider.meter("m");
    let _gauge = meter
        .u64_observable_gauge("size")
        .with_callback(move |size| {
            assert!(!*panics.lock().unwrap(), "it is over");
            size.observe(7, &[]);
        })
        .build();
    assert_eq!(
        shutdown::flush(&pipelines, &Stores::default(), PLENTY),
        Ok(())
    );
    *is_over.lock().unwrap() = true;
    let started = Instant::now();
    for end in [shutdown::flush, shutdown::flush, shutdown::shutdown] {
        let error = end(&pipelines, &Stores::default(), PLENTY).unwrap_err();
        assert_eq!(error.to_string(), EXPECTED);
    }
    assert!(started.elapsed() < PLENTY / 2);
}

#[test]
fn metrics_that_take_longer_than_the_sdk_waits_are_delivered() {
    let (end, until) = mpsc::channel();
    let exporter = Taking::after(until);
    let taken = Arc::clone(&exporter.taken);
    let (provider, pipeline) = metrics(vec![("slow", exporter)]);
    provider.meter("m").u64_counter("calls").build().add(1, &[]);
    // The SDK's provider waits for 5 seconds, whatever it is told, and then says that it failed.
    pipeline.shutdown(Instant::now() + PLENTY);
    drop(end);
    assert_eq!(
        shutdown::shutdown(&[pipeline], &Stores::default(), PLENTY),
        Ok(())
    );
    assert_eq!(taken.load(Ordering::SeqCst), 1);
}
