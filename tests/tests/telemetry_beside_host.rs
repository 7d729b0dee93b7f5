//! An installation that does not export a signal leaves the host application's provider in place. Providers are global:
//! one test at a time.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use genai_runtime::telemetry::{Exporter, Signal, Telemetry};
use genai_runtime::{Usage, llm_span, set_logger_provider};
use opentelemetry::global;
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, HistogramDataPoint, MetricData, ResourceMetrics, ScopeMetrics,
};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};

static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[llm_span(system = "openai", model = "m")]
fn failing_call() -> Result<Usage, String> {
    Err("failed".to_owned())
}

#[test]
fn the_host_receives_events_during_and_after_an_installation() {
    let _turn = turn();
    let logs = InMemoryLogExporter::default();
    let host = SdkLoggerProvider::builder()
        .with_simple_exporter(logs.clone())
        .build();
    set_logger_provider(&host);
    let seen = || {
        failing_call().unwrap_err();
        logs.get_emitted_logs().unwrap().len()
    };
    assert_eq!(seen(), 1);

    let without_logs = Telemetry::builder().exporter(Exporter::none());
    let telemetry = without_logs.install().unwrap();
    assert_eq!(seen(), 2);
    drop(telemetry);
    assert_eq!(seen(), 3);

    // An installation with log exporters replaces the events' provider, and restores only that.
    let telemetry = Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(Signal::Logs, Exporter::console())
        .install()
        .unwrap();
    assert_eq!(seen(), 3);
    set_logger_provider(&host);
    drop(telemetry);
    assert_eq!(seen(), 4);
}

/// The number of failed calls that were measured.
fn measured(metrics: &[ResourceMetrics]) -> u64 {
    let last = metrics.last();
    let scopes = last.into_iter().flat_map(ResourceMetrics::scope_metrics);
    let durations = scopes
        .flat_map(ScopeMetrics::metrics)
        .filter(|metric| metric.name() == "gen_ai.client.operation.duration");
    durations
        .map(|metric| match metric.data() {
            AggregatedMetrics::F64(MetricData::Histogram(histogram)) => {
                histogram.data_points().map(HistogramDataPoint::count).sum()
            }
            _ => 0,
        })
        .sum()
}

#[test]
fn the_host_receives_metrics_during_and_after_an_installation() {
    let _turn = turn();
    let exporter = InMemoryMetricExporter::default();
    let host = SdkMeterProvider::builder()
        .with_periodic_exporter(exporter.clone())
        .build();
    global::set_meter_provider(host.clone());
    let seen = || {
        // On a new thread, which has not cached another provider.
        thread::spawn(|| failing_call().unwrap_err())
            .join()
            .unwrap();
        host.force_flush().unwrap();
        measured(&exporter.get_finished_metrics().unwrap())
    };
    assert_eq!(seen(), 1);

    let without_metrics = Telemetry::builder().exporter(Exporter::none());
    let telemetry = without_metrics.install().unwrap();
    assert_eq!(seen(), 2);
    drop(telemetry);
    assert_eq!(seen(), 3);

    // An installation with metric exporters replaces the meter provider, and restores it.
    let with_metrics = || {
        Telemetry::builder()
            .exporter(Exporter::none())
            .exporter_for(Signal::Metrics, Exporter::console())
    };
    let telemetry = with_metrics().install().unwrap();
    assert_eq!(seen(), 3);
    drop(telemetry);
    assert_eq!(size_of_val(&*global::meter_provider()), 0);
    let telemetry = with_metrics().install().unwrap();
    global::set_meter_provider(host.clone());
    drop(telemetry);
    assert_eq!(seen(), 4);
}
