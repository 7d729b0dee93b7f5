//! Recording, flushing and shutting down, from every runtime and from none.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
)]

use std::time::Duration;

use genai_runtime::telemetry::{BatchSettings, OtlpProtocol, Telemetry};
use genai_tests::setup::{PLENTY, PROTOCOLS, exporter, quiet, receiver};
use genai_tests::traffic::record;

/// Builds, records, flushes, records more and drops, all on the calling thread.
fn whole_life(protocol: OtlpProtocol) {
    let receiver = receiver(protocol);
    let telemetry = quiet(exporter(protocol, receiver.endpoint()));
    record(&telemetry);
    telemetry.flush(PLENTY).unwrap();
    assert_eq!(
        (
            receiver.spans(3).len(),
            receiver.metrics(2).len(),
            receiver.logs(1).len()
        ),
        (3, 2, 1)
    );
    record(&telemetry);
    drop(telemetry);
    assert_eq!(
        (
            receiver.spans(6).len(),
            receiver.metrics(4).len(),
            receiver.logs(2).len()
        ),
        (6, 4, 2)
    );
}

#[test]
fn telemetry_works_without_a_runtime() {
    PROTOCOLS.into_iter().for_each(whole_life);
}

#[test]
fn telemetry_works_in_a_current_thread_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { PROTOCOLS.into_iter().for_each(whole_life) });
}

#[test]
fn telemetry_works_in_a_multi_thread_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let task = tokio::spawn(async { PROTOCOLS.into_iter().for_each(whole_life) });
        task.await.unwrap();
    });
}

#[test]
fn telemetry_works_in_a_runtime_without_drivers_and_in_another_executor() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async { PROTOCOLS.into_iter().for_each(whole_life) });
    futures::executor::block_on(async { PROTOCOLS.into_iter().for_each(whole_life) });
}

#[test]
fn the_guard_outlives_the_runtime_it_was_made_in() {
    for protocol in PROTOCOLS {
        let receiver = receiver(protocol);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let telemetry = runtime.block_on(async { quiet(exporter(protocol, receiver.endpoint())) });
        drop(runtime);
        record(&telemetry);
        telemetry.shutdown(PLENTY).unwrap();
        assert_eq!(receiver.spans(3).len(), 3);
    }
}

#[test]
fn enormous_durations_are_accepted() {
    for protocol in PROTOCOLS {
        let receiver = receiver(protocol);
        let batch = BatchSettings::new()
            .delay(Duration::MAX)
            .timeout(Duration::MAX);
        let telemetry = Telemetry::builder()
            .exporter(exporter(protocol, receiver.endpoint()).timeout(Duration::MAX))
            .span_batch(batch)
            .log_batch(batch)
            .metric_interval(Duration::MAX)
            .build()
            .unwrap();
        record(&telemetry);
        telemetry.flush(Duration::MAX).unwrap();
        telemetry.shutdown(Duration::MAX).unwrap();
        assert_eq!(receiver.spans(3).len(), 3);
    }
}
