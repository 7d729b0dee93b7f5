//! What comes of metrics whose collection panics.

use std::sync::{Arc, Mutex};
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
use crate::telemetry::shutdown;
use crate::telemetry::signal::Signal;

/// Takes everything.
struct Taking;

impl PushMetricExporter for Taking {
    async fn export(&self, _metrics: &ResourceMetrics) -> OTelSdkResult {
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

fn metrics() -> (SdkMeterProvider, Pipeline) {
    let ledgers: Vec<_> = ["one", "other"]
        .into_iter()
        .map(|name| {
            let diagnostics = Diagnostics::to(|_| {});
            Ledger::new(Signal::Metrics, name.to_owned(), usize::MAX, diagnostics)
        })
        .map(Arc::new)
        .collect();
    let target = |ledger: &Arc<Ledger>| -> Box<dyn MetricTarget> {
        let supervisor = Supervisor::new(Arc::clone(ledger), Driver::default());
        Box::new(SupervisedMetrics::new(Taking, supervisor))
    };
    let targets = ledgers.iter().map(target).collect();
    let reader = PeriodicReader::builder(FanOut::new(targets, Temporality::Cumulative));
    let provider = SdkMeterProvider::builder().with_reader(reader.build());
    let provider = provider.build();
    let worker = Worker::Metrics(provider.clone());
    (provider, Pipeline::new(worker, ledgers))
}

const EXPECTED: &str = "not exported: metrics to one: metrics are not collected: the callback of an \
                        instrument may have panicked; metrics to other: metrics are not collected: the \
                        callback of an instrument may have panicked";

#[test]
fn metrics_that_nobody_collects_any_more_are_not_flushed_and_keep_no_one_waiting() {
    let (provider, pipeline) = metrics();
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
    assert_eq!(shutdown::flush(&pipelines, PLENTY), Ok(()));
    *is_over.lock().unwrap() = true;
    let started = Instant::now();
    for end in [shutdown::flush, shutdown::flush, shutdown::shutdown] {
        let error = end(&pipelines, PLENTY).unwrap_err();
        assert_eq!(error.to_string(), EXPECTED);
    }
    assert!(started.elapsed() < PLENTY / 2);
}
