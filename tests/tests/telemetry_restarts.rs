//! Receivers that are out of reach for a while, as when they are restarted.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use genai_runtime::TelemetryGuard;
use genai_runtime::telemetry::{BatchSettings, OtlpProtocol, Telemetry};
use genai_tests::receiver::ClosedPort;
use genai_tests::setup::{PLENTY, PROTOCOLS, exporter, receiver_at};
use genai_tests::traffic::record;

/// Longer than `opentelemetry-otlp` tries by itself, and shorter than an export may take.
const RESTART: Duration = Duration::from_millis(1500);

/// Telemetry that exports without delay, and what it says.
fn telemetry(
    protocol: OtlpProtocol,
    port: &ClosedPort,
) -> (TelemetryGuard, mpsc::Receiver<String>) {
    let (sender, said) = mpsc::channel();
    let soon = || BatchSettings::new().delay(Duration::from_millis(1));
    let builder = Telemetry::builder()
        .exporter(exporter(protocol, &port.endpoint()))
        .metric_interval(Duration::from_millis(1))
        .span_batch(soon())
        .log_batch(soon())
        .on_diagnostic(move |said| sender.send(said.to_owned()).unwrap_or_default());
    (builder.build().unwrap(), said)
}

#[test]
fn what_was_recorded_while_a_receiver_was_restarted_arrives() {
    for protocol in PROTOCOLS {
        let port = ClosedPort::reserve();
        let (telemetry, said) = telemetry(protocol, &port);
        record(&telemetry);
        thread::sleep(RESTART);
        let receiver = receiver_at(port, protocol);
        assert_eq!(receiver.spans(3).len(), 3);
        assert_eq!(receiver.logs(1).len(), 1);
        receiver.metrics(2);
        telemetry.shutdown(PLENTY).unwrap();
        assert_eq!(said.try_iter().next(), None, "{protocol}");
    }
}

#[test]
fn whoever_waits_for_exports_does_not_wait_for_a_receiver() {
    for protocol in PROTOCOLS {
        for ends in [
            TelemetryGuard::flush as fn(&TelemetryGuard, Duration) -> _,
            TelemetryGuard::shutdown,
        ] {
            let port = ClosedPort::reserve();
            let (telemetry, _said) = telemetry(protocol, &port);
            record(&telemetry);
            thread::sleep(RESTART);
            let start = Instant::now();
            let error = ends(&telemetry, PLENTY).unwrap_err();
            assert!(start.elapsed() < RESTART * 2, "{:?}", start.elapsed());
            for failure in error.failures() {
                assert!(failure.reason.contains("Connection refused"), "{error}");
            }
        }
    }
}
