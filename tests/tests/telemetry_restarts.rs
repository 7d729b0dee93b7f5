//! Receivers that are temporarily unreachable, as during a restart.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests may panic, as tests may"
)]

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use genai_runtime::TelemetryGuard;
use genai_runtime::telemetry::{BatchSettings, ExportError, OtlpProtocol, Telemetry};
use genai_tests::receiver::{ClosedPort, Receiver};
use genai_tests::setup::{PLENTY, PROTOCOLS, exporter, quiet, receiver, receiver_at};
use genai_tests::traffic::record;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// Longer than the retries of `opentelemetry-otlp`, and shorter than the timeout of an export.
const RESTART: Duration = Duration::from_millis(1500);

/// Waits for exports.
type End = fn(&TelemetryGuard, Duration) -> Result<(), ExportError>;

const ENDS: [End; 2] = [TelemetryGuard::flush, TelemetryGuard::shutdown];

/// Telemetry that exports without delay, and its diagnostics.
fn telemetry(protocol: OtlpProtocol, endpoint: &str) -> (TelemetryGuard, mpsc::Receiver<String>) {
    let (sender, notices) = mpsc::channel();
    let soon = || BatchSettings::new().delay(Duration::from_millis(1));
    let builder = Telemetry::builder()
        .exporter(exporter(protocol, endpoint))
        .metric_interval(Duration::from_millis(1))
        .span_batch(soon())
        .log_batch(soon())
        .on_diagnostic(move |notice| sender.send(notice.to_owned()).unwrap_or_default());
    (builder.build().unwrap(), notices)
}

#[test]
fn telemetry_recorded_during_a_restart_of_the_receiver_arrives() {
    for protocol in PROTOCOLS {
        let port = ClosedPort::reserve();
        let (telemetry, notices) = telemetry(protocol, &port.endpoint());
        record(&telemetry);
        thread::sleep(RESTART);
        let receiver = receiver_at(port, protocol);
        assert_eq!(receiver.spans(3).len(), 3);
        assert_eq!(receiver.logs(1).len(), 1);
        receiver.metrics(2);
        telemetry.shutdown(PLENTY).unwrap();
        assert_eq!(notices.try_iter().next(), None, "{protocol}");
    }
}

#[test]
fn flushes_and_shutdowns_wait_for_a_receiver_that_restarts() {
    for protocol in PROTOCOLS {
        for ends in ENDS {
            let receiver = receiver(protocol);
            let (telemetry, notices) = telemetry(protocol, receiver.endpoint());
            record(&telemetry);
            telemetry.flush(PLENTY).unwrap();
            let port = receiver.into_closed_port();
            record(&telemetry);
            let restarted = thread::spawn(move || {
                thread::sleep(RESTART);
                receiver_at(port, protocol)
            });
            ends(&telemetry, PLENTY).unwrap();
            let receiver = restarted.join().unwrap();
            assert_eq!(receiver.spans(3).len(), 3);
            assert_eq!(receiver.logs(1).len(), 1);
            assert_eq!(notices.try_iter().next(), None, "{protocol}");
        }
    }
}

fn header(name: &'static str, value: &'static str) -> HeaderMap {
    let (name, value) = (
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    );
    HeaderMap::from_iter([(name, value)])
}

/// The server, or a proxy in front of it, refuses all requests for a while.
#[test]
fn exports_are_retried_while_a_receiver_is_unavailable() {
    let (unavailable, timeout) = (StatusCode::SERVICE_UNAVAILABLE, StatusCode::GATEWAY_TIMEOUT);
    let (grpc, http) = (OtlpProtocol::Grpc, OtlpProtocol::HttpProtobuf);
    thread::scope(|scope| {
        for (protocol, status, headers) in [
            (grpc, StatusCode::OK, header("grpc-status", "14")),
            (grpc, StatusCode::OK, header("grpc-status", "10")),
            (grpc, unavailable, HeaderMap::new()),
            (http, unavailable, HeaderMap::new()),
            (http, unavailable, header("retry-after", "0")),
            (http, timeout, header("retry-after", "1")),
        ] {
            scope.spawn(move || delivers_after(protocol, status, headers));
        }
    });
}

fn delivers_after(protocol: OtlpProtocol, status: StatusCode, headers: HeaderMap) {
    let case = format!("{protocol} {status} {headers:?}");
    let (server, refused) = Receiver::refusing(status, headers);
    let (telemetry, notices) = telemetry(protocol, server.endpoint());
    record(&telemetry);
    wait_for_retries(&refused, &case);
    let receiver = receiver_at(server.into_closed_port(), protocol);
    assert_eq!(receiver.spans(3).len(), 3, "{case}");
    assert_eq!(receiver.logs(1).len(), 1, "{case}");
    telemetry.shutdown(PLENTY).expect(&case);
    assert_eq!(notices.try_iter().next(), None, "{case}");
}

/// Waits for more requests than `opentelemetry-otlp` itself sends: four for each of the three signals.
fn wait_for_retries(refused: &mpsc::Receiver<()>, case: &str) {
    for _ in 0..15 {
        refused.recv_timeout(PLENTY).expect(case);
    }
}

/// A short program: nothing was exported before.
#[test]
fn flushes_and_shutdowns_wait_for_a_receiver_that_is_unavailable_from_the_start() {
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    let (grpc, http) = (OtlpProtocol::Grpc, OtlpProtocol::HttpProtobuf);
    thread::scope(|scope| {
        for (protocol, status, headers) in [
            (grpc, StatusCode::OK, header("grpc-status", "14")),
            (grpc, unavailable, HeaderMap::new()),
            (http, unavailable, HeaderMap::new()),
            (http, StatusCode::BAD_GATEWAY, HeaderMap::new()),
        ] {
            for ends in ENDS {
                let headers = headers.clone();
                scope.spawn(move || ends_after(ends, protocol, status, headers));
            }
        }
    });
}

fn ends_after(ends: End, protocol: OtlpProtocol, status: StatusCode, headers: HeaderMap) {
    let case = format!("{protocol} {status} {headers:?}");
    let (server, refused) = Receiver::refusing(status, headers);
    let telemetry = quiet(exporter(protocol, server.endpoint()).timeout(PLENTY));
    record(&telemetry);
    thread::scope(|scope| {
        let ended = scope.spawn(|| ends(&telemetry, PLENTY));
        wait_for_retries(&refused, &case);
        let receiver = receiver_at(server.into_closed_port(), protocol);
        ended.join().unwrap().expect(&case);
        assert_eq!(receiver.spans(3).len(), 3, "{case}");
        assert_eq!(receiver.logs(1).len(), 1, "{case}");
        assert_eq!(receiver.metrics(2).len(), 2, "{case}");
    });
}

/// The response exceeds the limit on its length.
#[test]
fn accepted_items_are_sent_once() {
    let receiver = Receiver::http_rejecting(0, &"all well ".repeat(1 << 20));
    let (telemetry, _said) = telemetry(OtlpProtocol::HttpProtobuf, receiver.endpoint());
    record(&telemetry);
    telemetry.shutdown(PLENTY).unwrap_err();
    assert_eq!(receiver.spans(3).len(), 3);
    assert_eq!(receiver.logs(1).len(), 1);
}

#[test]
fn flushes_and_shutdowns_do_not_wait_for_a_receiver_that_never_existed() {
    for protocol in PROTOCOLS {
        for ends in ENDS {
            let port = ClosedPort::reserve();
            let (telemetry, _said) = telemetry(protocol, &port.endpoint());
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
