//! Bad arguments are errors and bad variables are warnings, both in the words of this file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use genai_runtime::telemetry::{
    BatchSettings, Exporter, OtlpProtocol, Sampler, Telemetry, TelemetryBuilder,
};

fn error(builder: TelemetryBuilder) -> String {
    builder
        .on_diagnostic(|message| panic!("{message}"))
        .build()
        .unwrap_err()
        .to_string()
}

/// The warnings of an installation that succeeds in spite of `variables`.
fn warnings(variables: &[(&str, &str)]) -> Vec<String> {
    let messages = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&messages);
    let telemetry = Telemetry::from_variables(|name| {
        variables
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    })
    .unwrap()
    .on_diagnostic(move |message| sink.lock().unwrap().push(message.to_owned()))
    .build()
    .unwrap();
    telemetry.shutdown(Duration::from_secs(30)).unwrap();
    let messages = messages.lock().unwrap();
    messages.clone()
}

#[test]
fn a_ratio_out_of_range() {
    assert_eq!(
        error(Telemetry::builder().sampler(Sampler::TraceIdRatio(2.0))),
        "the sampling ratio is `2`: expected a number from 0 to 1"
    );
    assert_eq!(
        warnings(&[
            ("OTEL_TRACES_SAMPLER", "traceidratio"),
            ("OTEL_TRACES_SAMPLER_ARG", "2.0")
        ]),
        ["`OTEL_TRACES_SAMPLER_ARG` is `2.0`: expected a number from 0 to 1; using 1"]
    );
}

#[test]
fn an_unknown_exporter() {
    assert_eq!(
        warnings(&[("OTEL_TRACES_EXPORTER", "zipkin")]),
        [
            "`OTEL_TRACES_EXPORTER` is `zipkin`: expected `otlp`, `console`, `none` or a list of the former two; using `otlp`"
        ]
    );
}

#[test]
fn a_malformed_endpoint() {
    let http = Exporter::otlp().endpoint("localhost:4318");
    assert_eq!(
        error(Telemetry::builder().exporter(http)),
        "the OTLP endpoint is `localhost:4318`: expected a URL such as `http://localhost:4318`"
    );
    let grpc = Exporter::otlp()
        .protocol(OtlpProtocol::Grpc)
        .endpoint("http://me:secret@[host");
    assert_eq!(
        error(Telemetry::builder().exporter(grpc)),
        "the OTLP endpoint is `http://[host`: expected a URL such as `http://localhost:4317`"
    );
    assert_eq!(
        warnings(&[(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://me:secret@host:port?key=secret"
        )]),
        [
            "`OTEL_EXPORTER_OTLP_ENDPOINT` is `http://host:port`: expected a URL such as `http://localhost:4318`; \
          using `http://localhost:4318`"
        ]
    );
}

#[test]
fn a_header_that_cannot_be_sent() {
    let exporter = Exporter::otlp().header("x key", "secret");
    assert_eq!(
        error(Telemetry::builder().exporter(exporter)),
        "the OTLP header `x key` cannot be sent: expected a name of letters, digits and `-`"
    );
    let exporter = Exporter::otlp().header("x-key", "secret\r\n");
    assert_eq!(
        error(Telemetry::builder().exporter(exporter)),
        "the value of the OTLP header `x-key` cannot be sent: expected visible ASCII text"
    );
    assert_eq!(
        warnings(&[("OTEL_EXPORTER_OTLP_HEADERS", "x-key=secret,secret")]),
        [
            "entry 2 of `OTEL_EXPORTER_OTLP_HEADERS` cannot be sent: expected `name=value`, percent-encoded, separated by \
          commas; using the other entries"
        ]
    );
}

#[test]
fn an_unreadable_certificate() {
    let exporter = Exporter::otlp().ca_certificate("/nonexistent/ca.pem");
    assert_eq!(
        error(Telemetry::builder().exporter(exporter)),
        "the CA certificate `/nonexistent/ca.pem` cannot be used: No such file or directory (os error 2)"
    );
    assert_eq!(
        warnings(&[("OTEL_EXPORTER_OTLP_CERTIFICATE", "/nonexistent/ca.pem")]),
        [
            "`OTEL_EXPORTER_OTLP_CERTIFICATE` is `/nonexistent/ca.pem`: expected a PEM file with certificates (No such file \
          or directory (os error 2)); using the certificates of the system"
        ]
    );
}

#[test]
fn durations_and_sizes_of_nothing() {
    assert_eq!(
        error(Telemetry::builder().metric_interval(Duration::ZERO)),
        "the metric interval is 0: expected more"
    );
    assert_eq!(
        error(Telemetry::builder().span_batch(BatchSettings::new().queue_size(0))),
        "the queue size of spans is 0: expected more"
    );
    assert_eq!(
        error(Telemetry::builder().log_batch(BatchSettings::new().batch_size(0))),
        "the batch size of log records is 0: expected more"
    );
    assert_eq!(
        error(Telemetry::builder().exporter(Exporter::otlp().timeout(Duration::ZERO))),
        "the timeout of the OTLP exporter is 0: expected more"
    );
}

#[test]
fn an_attribute_without_a_key() {
    assert_eq!(
        error(Telemetry::builder().resource_attribute("", 1)),
        "a resource attribute has an empty key: expected a name"
    );
}
