//! OTLP over TLS, with a private CA and a client certificate.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

use genai_runtime::telemetry::{Exporter, OtlpExporter, OtlpProtocol, Signal, Telemetry};
use genai_tests::receiver::{Certificates, Receiver};
use genai_tests::setup::PLENTY;
use opentelemetry::Context;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};

fn receivers(certificates: &Certificates) -> [(OtlpProtocol, Receiver); 2] {
    [
        (OtlpProtocol::Grpc, Receiver::grpc_with_tls(certificates)),
        (
            OtlpProtocol::HttpProtobuf,
            Receiver::http_with_tls(certificates),
        ),
    ]
}

fn export_one_span(exporter: OtlpExporter) -> Result<(), String> {
    let telemetry = Telemetry::builder()
        .exporter_for(Signal::Traces, exporter)
        .exporter_for(Signal::Metrics, Exporter::none())
        .exporter_for(Signal::Logs, Exporter::none())
        .on_diagnostic(|_| {})
        .build()
        .unwrap();
    telemetry
        .tracer_provider()
        .tracer("tls")
        .start_with_context("span", &Context::new())
        .end();
    telemetry
        .shutdown(PLENTY)
        .map_err(|error| error.to_string())
}

#[test]
fn both_sides_authenticate_each_other() {
    let certificates = Certificates::generate();
    for (protocol, receiver) in receivers(&certificates) {
        let exporter = Exporter::otlp()
            .protocol(protocol)
            .endpoint(receiver.endpoint())
            .ca_certificate(certificates.ca())
            .client_certificate(certificates.client(), certificates.client_key());
        assert_eq!(export_one_span(exporter), Ok(()), "{protocol}");
        receiver.spans(1);
    }
}

#[test]
fn the_environment_configures_the_certificates() {
    let certificates = Certificates::generate();
    for (protocol, receiver) in receivers(&certificates) {
        let telemetry = Telemetry::from_variables(|name| {
            let path = match name {
                "OTEL_METRICS_EXPORTER" | "OTEL_LOGS_EXPORTER" => return Some("none".to_owned()),
                "OTEL_EXPORTER_OTLP_PROTOCOL" => return Some(protocol.to_string()),
                "OTEL_EXPORTER_OTLP_ENDPOINT" => return Some(receiver.endpoint().to_owned()),
                "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE" => certificates.ca(),
                "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE" => certificates.client(),
                "OTEL_EXPORTER_OTLP_CLIENT_KEY" => certificates.client_key(),
                _ => return None,
            };
            Some(path.to_str().unwrap().to_owned())
        })
        .unwrap()
        .on_diagnostic(|message| panic!("{message}"))
        .build()
        .unwrap();
        telemetry
            .tracer_provider()
            .tracer("tls")
            .start_with_context("span", &Context::new())
            .end();
        telemetry.shutdown(PLENTY).unwrap();
        receiver.spans(1);
    }
}

#[test]
fn an_unknown_ca_is_not_trusted() {
    let (certificates, others) = (Certificates::generate(), Certificates::generate());
    for (protocol, receiver) in receivers(&certificates) {
        let exporter = Exporter::otlp()
            .protocol(protocol)
            .endpoint(receiver.endpoint())
            .ca_certificate(others.ca())
            .client_certificate(certificates.client(), certificates.client_key());
        let error = export_one_span(exporter).unwrap_err();
        assert!(
            error.starts_with("not exported: 1 span to otlp ("),
            "{error}"
        );
        assert!(error.to_lowercase().contains("certificate"), "{error}");
        assert!(receiver.requests().is_empty());
    }
}
