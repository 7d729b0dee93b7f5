//! Invalid arguments are errors and invalid variables are warnings, with these messages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use genai_runtime::telemetry::{
    BatchSettings, Exporter, OtlpProtocol, Sampler, Telemetry, TelemetryBuilder,
};

fn error(builder: TelemetryBuilder) -> String {
    let (sender, messages) = mpsc::channel();
    let error = builder
        .on_diagnostic(move |message| sender.send(message.to_owned()).unwrap())
        .build()
        .unwrap_err()
        .to_string();
    assert_eq!(messages.iter().collect::<Vec<_>>(), [""; 0], "{error}");
    error
}

/// The warnings of an installation that succeeds despite `variables`.
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
fn a_ratio_out_of_range_is_reported() {
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
fn an_unknown_exporter_is_reported() {
    assert_eq!(
        warnings(&[("OTEL_TRACES_EXPORTER", "zipkin")]),
        [
            "`OTEL_TRACES_EXPORTER` is `zipkin`: expected `otlp`, `console`, `none` or a list of the first two; using `otlp`"
        ]
    );
}

#[test]
fn a_malformed_endpoint_is_reported() {
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
fn a_header_that_cannot_be_sent_is_reported() {
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
    assert_eq!(
        warnings(&[("OTEL_EXPORTER_OTLP_HEADERS", "content-encoding=gzip")]),
        [
            "entry 1 of `OTEL_EXPORTER_OTLP_HEADERS` cannot be sent: expected a header that the transport does not set \
          itself; using the other entries"
        ]
    );
}

#[test]
fn an_unreadable_certificate_is_reported() {
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
fn durations_and_sizes_of_zero_are_refused() {
    assert_eq!(
        error(Telemetry::builder().metric_interval(Duration::ZERO)),
        "the metric interval is 0: expected more than 0"
    );
    assert_eq!(
        error(Telemetry::builder().span_batch(BatchSettings::new().queue_size(0))),
        "the queue size of spans is 0: expected more than 0"
    );
    assert_eq!(
        error(Telemetry::builder().log_batch(BatchSettings::new().batch_size(0))),
        "the batch size of log records is 0: expected more than 0"
    );
}

#[test]
fn enormous_queues_are_reported() {
    let settings = BatchSettings::new().queue_size(20_000_000_000);
    assert_eq!(
        error(Telemetry::builder().log_batch(settings)),
        "the queue size of log records is 20000000000: expected at most 1048576"
    );
    assert_eq!(
        warnings(&[("OTEL_BSP_MAX_QUEUE_SIZE", "18446744073709551615")]),
        [
            "`OTEL_BSP_MAX_QUEUE_SIZE` is `18446744073709551615`: expected a whole number from 1 to 1048576; using as many as 192 MiB hold"
        ]
    );
}

#[test]
fn values_with_control_characters_are_escaped_and_long_ones_cut() {
    let value = format!("a\u{1b}[2J\n{}", "x".repeat(1_000_000));
    let shown = format!("a\\x1b[2J\\n{}…", "x".repeat(194));
    assert_eq!(
        warnings(&[("OTEL_SDK_DISABLED", &value)]),
        [format!(
            "`OTEL_SDK_DISABLED` is `{shown}`: expected `true` or `false`; using `false`"
        )]
    );
    let warning = &warnings(&[("OTEL_RESOURCE_ATTRIBUTES", &value)])[..];
    assert!(matches!(warning, [line] if line.contains(&shown) && line.len() < 1_000));
}

#[test]
fn an_endpoint_is_validated_for_the_protocol_in_use() {
    let messages = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&messages);
    let telemetry = Telemetry::from_variables(|name| {
        let value = match name {
            "OTEL_EXPORTER_OTLP_ENDPOINT" => "localhost:4317",
            "OTEL_EXPORTER_OTLP_INSECURE" => "true",
            _ => return None,
        };
        Some(value.to_owned())
    })
    .unwrap()
    .exporter(Exporter::otlp().protocol(OtlpProtocol::Grpc))
    .on_diagnostic(move |message| sink.lock().unwrap().push(message.to_owned()))
    .build()
    .unwrap();
    telemetry.shutdown(Duration::from_secs(30)).unwrap();
    assert_eq!(*messages.lock().unwrap(), [""; 0]);
}

#[test]
fn secrets_of_the_environment_stay_out_of_debug_output() {
    let builder = Telemetry::from_variables(|name| {
        let value = match name {
            "OTEL_EXPORTER_OTLP_ENDPOINT" => "http://me:secret@host:1/base?key=secret",
            "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT" => "http://me:s/secret@host",
            "OTEL_EXPORTER_OTLP_HEADERS" => "x-key=secret",
            _ => return None,
        };
        Some(value.to_owned())
    });
    let text = format!("{builder:?}");
    assert!(text.contains("http://host:1/base"), "{text}");
    assert!(!text.contains("secret"), "{text}");
}

#[test]
fn an_attribute_without_a_key_is_refused() {
    assert_eq!(
        error(Telemetry::builder().resource_attribute("", 1)),
        "a resource attribute has an empty key: expected a name"
    );
}
