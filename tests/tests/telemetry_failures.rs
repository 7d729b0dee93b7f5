//! Endpoints that refuse or do not answer: the reported failures, and how soon they are reported.

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

use std::sync::mpsc;
use std::time::{Duration, Instant};

use genai_runtime::telemetry::{Exporter, Signal, Telemetry};
use genai_tests::receiver::{BlackHole, ClosedPort, Receiver};
use genai_tests::setup::{PLENTY, PROTOCOLS, exporter, quiet};
use genai_tests::traffic::record;

#[test]
fn a_failure_names_the_closed_port_and_the_lost_items() {
    for protocol in PROTOCOLS {
        let port = ClosedPort::reserve();
        let telemetry = quiet(exporter(protocol, &port.endpoint()));
        record(&telemetry);
        let start = Instant::now();
        let error = telemetry.shutdown(PLENTY).unwrap_err();
        assert!(start.elapsed() < PLENTY);
        let mut failures = error.failures().to_vec();
        failures.sort_by_key(|failure| failure.items);
        let found: Vec<_> = failures
            .iter()
            .map(|failure| (failure.signal, failure.items))
            .collect();
        assert_eq!(
            found,
            [(Signal::Logs, 1), (Signal::Metrics, 2), (Signal::Traces, 3)]
        );
        for failure in &failures {
            let exporter = format!("otlp ({protocol}) {}", port.endpoint());
            assert!(failure.exporter.starts_with(&exporter), "{error}");
            assert!(failure.reason.contains("Connection refused"), "{error}");
        }
        assert_eq!(
            telemetry.shutdown(PLENTY),
            Ok(()),
            "a second shutdown has nothing to do"
        );
        assert_eq!(
            telemetry.flush(PLENTY),
            Ok(()),
            "a flush after the shutdown has nothing to do"
        );
    }
}

#[test]
fn a_server_that_never_answers_does_not_delay_the_shutdown() {
    for protocol in PROTOCOLS {
        let hole = BlackHole::open();
        let telemetry = quiet(exporter(protocol, &hole.endpoint()));
        record(&telemetry);
        let timeout = Duration::from_secs(3);
        let start = Instant::now();
        let error = telemetry.shutdown(timeout).unwrap_err();
        assert!(start.elapsed() < PLENTY, "{:?}", start.elapsed());
        let lost: usize = error.failures().iter().map(|failure| failure.items).sum();
        assert_eq!((error.failures().len(), lost), (3, 6), "{error}");
        for failure in error.failures() {
            assert_eq!(failure.reason, "no answer within 3s");
        }
    }
}

#[test]
fn an_export_ends_after_its_own_timeout() {
    for protocol in PROTOCOLS {
        let hole = BlackHole::open();
        let telemetry =
            quiet(exporter(protocol, &hole.endpoint()).timeout(Duration::from_millis(200)));
        record(&telemetry);
        let error = telemetry.flush(PLENTY).unwrap_err();
        assert_eq!(error.failures().len(), 3, "{error}");
        telemetry.shutdown(Duration::ZERO).unwrap_or_default();
    }
}

#[test]
fn a_failing_exporter_does_not_affect_another_one() {
    let (hole, receiver) = (BlackHole::open(), Receiver::http());
    let telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(hole.endpoint()))
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .on_diagnostic(|_| {})
        .build()
        .unwrap();
    record(&telemetry);
    let error = telemetry.shutdown(Duration::from_secs(3)).unwrap_err();
    assert_eq!(
        (
            receiver.spans(3).len(),
            receiver.metrics(2).len(),
            receiver.logs(1).len()
        ),
        (3, 2, 1)
    );
    for failure in error.failures() {
        assert!(failure.exporter.contains(&hole.endpoint()), "{error}");
    }
}

#[test]
fn a_refusal_is_reported_with_its_status() {
    let receiver = Receiver::http_answering(http::StatusCode::UNAUTHORIZED);
    let url = format!(
        "{}?key=secret",
        receiver.endpoint().replace("http://", "http://me:secret@")
    );
    let (sender, messages) = mpsc::channel();
    let telemetry = Telemetry::builder()
        .exporter_for(
            Signal::Traces,
            Exporter::otlp().endpoint(url).header("x-key", "secret"),
        )
        .exporter_for(Signal::Metrics, Exporter::none())
        .exporter_for(Signal::Logs, Exporter::none())
        .on_diagnostic(move |message| sender.send(message.to_owned()).unwrap())
        .build()
        .unwrap();
    let url = format!("{}/v1/traces", receiver.endpoint());
    let message = messages.recv_timeout(PLENTY).unwrap();
    assert_eq!(
        message,
        format!(
            "the OTLP endpoint `{url}` contains a user name or a password, which are not sent: set a header such as \
             `authorization` instead"
        )
    );
    record(&telemetry);
    let error = telemetry.flush(PLENTY).unwrap_err().to_string();
    let exporter = format!("otlp (http/protobuf) {url}");
    let reason = "HTTP export failed with status code: 401";
    assert_eq!(
        error,
        format!("not exported: 3 spans to {exporter}: {reason}")
    );
    let message = messages.recv_timeout(PLENTY).unwrap();
    assert_eq!(
        message,
        format!("3 spans not exported to {exporter}: {reason}")
    );
}

#[test]
fn rejected_items_are_reported() {
    let receiver = Receiver::http_rejecting(2, "quota\nexceeded");
    let (sender, messages) = mpsc::channel();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .on_diagnostic(move |message| sender.send(message.to_owned()).unwrap())
        .build()
        .unwrap();
    record(&telemetry);
    let error = telemetry.flush(PLENTY).unwrap_err();
    let mut failures = error.failures().to_vec();
    failures.sort_by_key(|failure| failure.signal.to_string());
    let found: Vec<_> = failures
        .iter()
        .map(|failure| (failure.signal, failure.items))
        .collect();
    // A receiver cannot reject two of one log record.
    assert_eq!(
        found,
        [(Signal::Logs, 1), (Signal::Metrics, 2), (Signal::Traces, 2)]
    );
    let reason = "rejected by the receiver: quota\\nexceeded";
    for failure in failures {
        assert_eq!(failure.reason, reason);
        let message = messages.recv_timeout(PLENTY).unwrap();
        assert!(message.ends_with(reason), "{message}");
    }
    assert_eq!(
        receiver.requests().len(),
        3,
        "rejected items must not be sent again"
    );
}

#[test]
fn dropping_the_guard_reports_what_was_lost() {
    let port = ClosedPort::reserve();
    let (sender, messages) = mpsc::channel();
    let telemetry = Telemetry::builder()
        .exporter_for(Signal::Traces, Exporter::otlp().endpoint(port.endpoint()))
        .exporter_for(Signal::Metrics, Exporter::none())
        .exporter_for(Signal::Logs, Exporter::none())
        .on_diagnostic(move |message| sender.send(message.to_owned()).unwrap())
        .build()
        .unwrap();
    record(&telemetry);
    drop(telemetry);
    let messages: Vec<_> = messages.iter().collect();
    assert_eq!(messages.len(), 1, "{messages:?}");
    let expected = format!(
        "not exported: 3 spans to otlp (http/protobuf) {}/v1/traces: ",
        port.endpoint()
    );
    assert!(messages[0].starts_with(&expected), "{messages:?}");
}

#[test]
fn a_panic_of_the_diagnostic_function_is_harmless() {
    let receiver = Receiver::http_answering(http::StatusCode::BAD_REQUEST);
    let telemetry =
        Telemetry::from_variables(|name| (name == "OTEL_PROPAGATORS").then(|| "pigeon".to_owned()))
            .unwrap()
            .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
            .on_diagnostic(|message| panic!("{message}"))
            .build()
            .unwrap();
    for _ in 0..2 {
        record(&telemetry);
        let error = telemetry.flush(PLENTY).unwrap_err();
        let reasons: Vec<_> = error
            .failures()
            .iter()
            .map(|failure| failure.reason.as_str())
            .collect();
        assert_eq!(reasons, ["HTTP export failed with status code: 400"; 3]);
    }
}
