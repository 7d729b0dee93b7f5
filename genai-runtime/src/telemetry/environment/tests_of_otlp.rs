//! Tables for `OTEL_EXPORTER_OTLP_*` and the choice of exporters.

use std::time::Duration;

use super::tests::{bad, clean, settings};
use crate::telemetry::exporter::ExporterKind;
use crate::telemetry::otlp::settings::{OtlpEnvironment, OtlpSettings};
use crate::telemetry::otlp::{Compression, OtlpExporter};
use crate::telemetry::settings::Settings;
use crate::telemetry::signal::Signal;

fn kinds(settings: &Settings, signal: Signal) -> Vec<&'static str> {
    let kind = |kind: &ExporterKind| match kind {
        ExporterKind::None => "none",
        ExporterKind::Console => "console",
        ExporterKind::Otlp(_) => "otlp",
    };
    settings
        .exporters
        .of(signal)
        .iter()
        .map(|exporter| kind(&exporter.kind))
        .collect()
}

fn resolved(settings: &Settings, signal: Signal) -> OtlpSettings {
    OtlpExporter::default()
        .resolve(signal, settings.otlp.of(signal), &mut Vec::new())
        .unwrap()
}

#[test]
fn several_exporters_are_read_for_each_signal() {
    let found = clean(&[
        ("OTEL_TRACES_EXPORTER", "console, OTLP,console"),
        ("OTEL_METRICS_EXPORTER", "none"),
    ]);
    assert_eq!(kinds(&found, Signal::Traces), ["console", "otlp"]);
    assert_eq!(kinds(&found, Signal::Metrics), [""; 0]);
    assert_eq!(kinds(&found, Signal::Logs), ["otlp"]);
    for (list, used, kept) in [
        ("zipkin", "`otlp`", &["otlp"][..]),
        (",", "`otlp`", &["otlp"]),
        ("console,zipkin", "`console`", &["console"]),
        ("none,console", "`console`", &["console"]),
    ] {
        let (found, warnings) = settings(&[("OTEL_TRACES_EXPORTER", list)]);
        let expected = "expected `otlp`, `console`, `none` or a list of the first two";
        assert_eq!(
            warnings,
            [format!(
                "`OTEL_TRACES_EXPORTER` is `{list}`: {expected}; using {used}"
            )]
        );
        assert_eq!(kinds(&found, Signal::Traces), kept);
    }
}

#[test]
fn the_variable_of_a_signal_takes_precedence() {
    let found = clean(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:1/base"),
        (
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "http://traces:2/exact",
        ),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x-a=1%2C2,x-b=b"),
        ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-a=3"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "100"),
        ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "200"),
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
        ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none"),
    ]);
    let traces = resolved(&found, Signal::Traces);
    assert_eq!(
        traces.to_string(),
        "otlp (http/protobuf) http://traces:2/exact"
    );
    assert_eq!(
        (
            traces.headers.len(),
            traces.headers["x-a"].to_str().unwrap()
        ),
        (1, "3")
    );
    assert_eq!(
        (traces.timeout, traces.compression),
        (Duration::from_millis(200), None)
    );
    let logs = resolved(&found, Signal::Logs);
    assert_eq!(
        logs.to_string(),
        "otlp (http/protobuf) http://all:1/base/v1/logs"
    );
    assert_eq!(
        (logs.headers.len(), logs.headers["x-a"].to_str().unwrap()),
        (2, "1,2")
    );
    assert_eq!(
        (logs.timeout, logs.compression),
        (Duration::from_millis(100), Some(Compression::Gzip))
    );
}

#[test]
fn grpc_is_encrypted_by_default() {
    for (variables, url) in [
        (
            &[("OTEL_EXPORTER_OTLP_ENDPOINT", "host:4317")][..],
            "https://host:4317/",
        ),
        (
            &[
                ("OTEL_EXPORTER_OTLP_ENDPOINT", "host:4317"),
                ("OTEL_EXPORTER_OTLP_INSECURE", "true"),
            ],
            "http://host:4317/",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_ENDPOINT", "http://host:4317")],
            "http://host:4317/",
        ),
        (&[], "http://localhost:4317/"),
    ] {
        let variables = [&[("OTEL_EXPORTER_OTLP_PROTOCOL", "GRPC")][..], variables].concat();
        assert_eq!(resolved(&clean(&variables), Signal::Metrics).url, url);
    }
}

#[test]
fn an_invalid_value_for_a_signal_does_not_disable_encryption() {
    for (bad, warns) in [("no", true), ("", false)] {
        let (found, warnings) = settings(&[
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "host:4317"),
            ("OTEL_EXPORTER_OTLP_INSECURE", "true"),
            ("OTEL_EXPORTER_OTLP_TRACES_INSECURE", bad),
        ]);
        let expected = "`OTEL_EXPORTER_OTLP_TRACES_INSECURE` is `no`: expected `true` or `false`; using `false`";
        assert_eq!(warnings, Vec::from_iter(warns.then_some(expected)));
        let scheme = if warns { "https" } else { "http" };
        let url = resolved(&found, Signal::Traces).url;
        assert_eq!(url, format!("{scheme}://host:4317/"));
        assert_eq!(resolved(&found, Signal::Logs).url, "http://host:4317/");
    }
}

#[test]
fn invalid_values_cause_one_warning_and_use_the_default() {
    bad(&[
        (
            &[("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")],
            "`OTEL_EXPORTER_OTLP_PROTOCOL` is `http/json`: expected `grpc` or `http/protobuf`; using `http/protobuf`",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_HEADERS", "secret")],
            "entry 1 of `OTEL_EXPORTER_OTLP_HEADERS` cannot be sent: expected `name=value`, percent-encoded, \
             separated by commas; using the other entries",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_HEADERS", "bad name=secret")],
            "entry 1 of `OTEL_EXPORTER_OTLP_HEADERS` cannot be sent: expected `name=value`, percent-encoded, \
             separated by commas; using the other entries",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_HEADERS", "Host=secret")],
            "entry 1 of `OTEL_EXPORTER_OTLP_HEADERS` cannot be sent: expected a header that the transport does not set \
             itself; using the other entries",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_TIMEOUT", "10s")],
            "`OTEL_EXPORTER_OTLP_TIMEOUT` is `10s`: expected a whole number of milliseconds; using 10000",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_COMPRESSION", "zip")],
            "`OTEL_EXPORTER_OTLP_COMPRESSION` is `zip`: expected `gzip` or `none`; using `none`",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_INSECURE", "1")],
            "`OTEL_EXPORTER_OTLP_INSECURE` is `1`: expected `true` or `false`; using `false`",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_CERTIFICATE", "/nonexistent/ca.pem")],
            "`OTEL_EXPORTER_OTLP_CERTIFICATE` is `/nonexistent/ca.pem`: expected a PEM file with certificates \
             (No such file or directory (os error 2)); using the certificates of the system",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_CERTIFICATE", "/dev/null")],
            "`OTEL_EXPORTER_OTLP_CERTIFICATE` is `/dev/null`: expected a PEM file with certificates \
             (it has no certificate in PEM format); using the certificates of the system",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_CLIENT_KEY", "/nonexistent/key.pem")],
            "`OTEL_EXPORTER_OTLP_CLIENT_KEY` is `/nonexistent/key.pem`: expected \
             `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` to be set, too; using no client certificate",
        ),
    ]);
}

#[test]
fn an_invalid_value_for_a_signal_falls_back_to_the_general_one() {
    let (found, warnings) = settings(&[
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "100"),
        ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "x"),
    ]);
    let expected = "`OTEL_EXPORTER_OTLP_TRACES_TIMEOUT` is `x`: expected a whole number of milliseconds; \
                    using `OTEL_EXPORTER_OTLP_TIMEOUT`";
    assert_eq!(warnings, [expected]);
    assert_eq!(
        resolved(&found, Signal::Traces).timeout,
        Duration::from_millis(100)
    );
    assert_eq!(
        found.otlp.logs,
        OtlpEnvironment {
            timeout: Some(Duration::from_millis(100)),
            ..Default::default()
        }
    );
}
