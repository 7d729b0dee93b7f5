//! Exporters replace broken connections.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

use std::time::Duration;

use genai_runtime::telemetry::{Exporter, OtlpProtocol, Signal};
use genai_tests::receiver::{Receiver, Relay};
use genai_tests::setup::{PLENTY, PROTOCOLS, exporter, quiet, receiver};
use genai_tests::traffic::record;

#[test]
fn a_silent_connection_is_replaced() {
    for protocol in PROTOCOLS {
        let receiver = receiver(protocol);
        let relay = Relay::to(receiver.endpoint());
        let timeout = Duration::from_secs(2);
        let telemetry = quiet(exporter(protocol, &relay.endpoint()).timeout(timeout));
        record(&telemetry);
        telemetry.flush(PLENTY).unwrap();
        relay.silence();
        let flushed = || {
            record(&telemetry);
            telemetry.flush(PLENTY).is_ok()
        };
        assert!((0..4).any(|_| flushed()), "{protocol}");
        receiver.spans(6);
    }
}

#[test]
fn a_request_whose_connection_is_reset_is_sent_again() {
    let receiver = Receiver::grpc();
    let mut exporter = Exporter::otlp().protocol(OtlpProtocol::Grpc);
    for signal in [Signal::Traces, Signal::Metrics, Signal::Logs] {
        let relay = Relay::resetting(receiver.endpoint());
        exporter = exporter.signal_endpoint(signal, relay.endpoint());
    }
    let telemetry = quiet(exporter);
    record(&telemetry);
    telemetry.flush(PLENTY).unwrap();
    let arrived = (
        receiver.spans(3).len(),
        receiver.metrics(2).len(),
        receiver.logs(1).len(),
    );
    assert_eq!(arrived, (3, 2, 1));
}
