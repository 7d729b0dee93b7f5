//! Endpoints with another protocol or encryption than the exporter: the advice in the reported failure.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

use genai_runtime::telemetry::OtlpProtocol::{self, Grpc, HttpProtobuf};
use genai_runtime::telemetry::{Exporter, Signal, Telemetry, TelemetryBuilder};
use genai_tests::receiver::{Certificates, Receiver};
use genai_tests::setup::PLENTY;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use opentelemetry::Context;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};

const TO_GRPC: &str = "if this is a gRPC port, set `OTEL_EXPORTER_OTLP_PROTOCOL=grpc`";

const TO_HTTP: &str = "if this is an HTTP port, set `OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`";

const TO_TLS: &str = "; if it expects TLS, use `https://`";

const FROM_TLS: &str = "if this port has no TLS, use `http://`";

const INSECURE: &str = "or `OTEL_EXPORTER_OTLP_INSECURE=true` for an endpoint without a scheme";

const CERTIFICATE: &str =
    "if the receiver requires a client certificate, set `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE`";

fn address(receiver: &Receiver) -> &str {
    receiver.endpoint().split_once("://").unwrap().1
}

/// The reported reason of a failed export.
fn reason(telemetry: TelemetryBuilder) -> String {
    let telemetry = telemetry
        .exporter_for(Signal::Metrics, Exporter::none())
        .exporter_for(Signal::Logs, Exporter::none())
        .on_diagnostic(|_| {})
        .build()
        .unwrap();
    let tracer = telemetry.tracer_provider().tracer("ports");
    tracer.start_with_context("span", &Context::new()).end();
    let error = telemetry.shutdown(PLENTY).unwrap_err();
    let [failure] = error.failures() else {
        panic!("expected one failure, found {error}")
    };
    failure.reason.clone()
}

#[track_caller]
fn assert_advice(reason: &str, expected: &[&str]) {
    for advice in [TO_GRPC, TO_HTTP, TO_TLS, FROM_TLS, INSECURE] {
        assert_eq!(
            reason.contains(advice),
            expected.contains(&advice),
            "{reason}"
        );
    }
}

fn advised(
    protocol: OtlpProtocol,
    (scheme, receiver): (&str, &Receiver),
    certificates: &Certificates,
    expected: &[&str],
) {
    let exporter = Exporter::otlp()
        .protocol(protocol)
        .endpoint(format!("{scheme}://{}", address(receiver)))
        .ca_certificate(certificates.ca())
        .client_certificate(certificates.client(), certificates.client_key());
    let reason = reason(Telemetry::builder().exporter_for(Signal::Traces, exporter));
    assert_advice(&reason, expected);
}

#[test]
fn the_reason_suggests_the_other_protocol() {
    let certificates = Certificates::generate();
    let (grpc, http) = (Receiver::grpc(), Receiver::http());
    advised(
        HttpProtobuf,
        ("http", &grpc),
        &certificates,
        &[TO_GRPC, TO_TLS],
    );
    advised(Grpc, ("http", &http), &certificates, &[TO_HTTP, TO_TLS]);
    let grpc = Receiver::grpc_with_tls(&certificates);
    let http = Receiver::http_with_tls(&certificates);
    advised(HttpProtobuf, ("https", &grpc), &certificates, &[TO_GRPC]);
    advised(Grpc, ("https", &http), &certificates, &[TO_HTTP]);
}

#[test]
fn the_reason_suggests_encryption_that_is_missing() {
    let certificates = Certificates::generate();
    for receiver in [
        Receiver::grpc_with_tls(&certificates),
        Receiver::http_with_tls(&certificates),
    ] {
        advised(
            HttpProtobuf,
            ("http", &receiver),
            &certificates,
            &[TO_GRPC, TO_TLS],
        );
        advised(Grpc, ("http", &receiver), &certificates, &[TO_HTTP, TO_TLS]);
    }
}

#[test]
fn the_reason_suggests_an_endpoint_without_encryption() {
    let certificates = Certificates::generate();
    for receiver in [Receiver::grpc(), Receiver::http()] {
        advised(
            HttpProtobuf,
            ("https", &receiver),
            &certificates,
            &[FROM_TLS],
        );
        advised(
            Grpc,
            ("https", &receiver),
            &certificates,
            &[FROM_TLS, INSECURE],
        );
    }
}

#[test]
fn the_reason_explains_that_a_grpc_endpoint_without_a_scheme_is_encrypted() {
    let (receiver, certificates) = (Receiver::grpc(), Certificates::generate());
    let builder = Telemetry::from_variables(|name| match name {
        "OTEL_EXPORTER_OTLP_PROTOCOL" => Some("grpc".to_owned()),
        "OTEL_EXPORTER_OTLP_ENDPOINT" => Some(address(&receiver).to_owned()),
        "OTEL_EXPORTER_OTLP_CERTIFICATE" => Some(certificates.ca().to_str().unwrap().to_owned()),
        _ => None,
    });
    assert_advice(&reason(builder.unwrap()), &[FROM_TLS, INSECURE]);
}

#[test]
fn the_reason_suggests_a_client_certificate_that_the_receiver_requires() {
    let certificates = Certificates::generate();
    for (protocol, receiver) in [
        (Grpc, Receiver::grpc_with_tls(&certificates)),
        (HttpProtobuf, Receiver::http_with_tls(&certificates)),
    ] {
        let exporter = Exporter::otlp()
            .protocol(protocol)
            .endpoint(receiver.endpoint())
            .ca_certificate(certificates.ca());
        let reason = reason(Telemetry::builder().exporter_for(Signal::Traces, exporter));
        assert!(reason.contains(CERTIFICATE), "{reason}");
    }
}

#[test]
fn a_redirect_is_not_followed_and_reported() {
    let receiver = Receiver::http_answering(StatusCode::TEMPORARY_REDIRECT);
    let exporter = Exporter::otlp().endpoint(receiver.endpoint());
    assert_eq!(
        reason(Telemetry::builder().exporter_for(Signal::Traces, exporter)),
        "HTTP export failed with status code: 307 (redirects are not followed, since headers may be secret: set the \
         address that this one redirects to)"
    );
}

#[test]
fn a_web_page_as_an_answer_is_a_failure() {
    let mut headers = HeaderMap::new();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let (receiver, answers) = Receiver::refusing(StatusCode::OK, headers);
    let exporter = Exporter::otlp().endpoint(receiver.endpoint());
    assert_eq!(
        reason(Telemetry::builder().exporter_for(Signal::Traces, exporter)),
        "the answer is a web page, which no OTLP receiver sends (is this the port of a user interface? OTLP over HTTP has \
         a port of its own, usually 4318)"
    );
    drop(receiver);
    assert_eq!(answers.iter().count(), 1, "it is not sent again");
}
