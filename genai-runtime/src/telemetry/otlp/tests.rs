//! Builder, environment and defaults of one exporter.

use std::time::Duration;

use super::destination::{EndpointEnvironment, EndpointVariable};
use super::headers;
use super::settings::{OtlpEnvironment, OtlpSettings};
use super::{OtlpExporter, OtlpProtocol};
use crate::telemetry::error::TelemetryError;
use crate::telemetry::signal::Signal;

fn resolve(
    exporter: &OtlpExporter,
    signal: Signal,
    environment: &OtlpEnvironment,
) -> Result<OtlpSettings, TelemetryError> {
    exporter.resolve(signal, environment, &mut Vec::new())
}

fn error(exporter: &OtlpExporter) -> String {
    resolve(exporter, Signal::Traces, &OtlpEnvironment::default())
        .unwrap_err()
        .to_string()
}

#[test]
fn the_defaults_are_those_of_the_specification() {
    let settings = resolve(
        &OtlpExporter::default(),
        Signal::Logs,
        &OtlpEnvironment::default(),
    )
    .unwrap();
    assert_eq!(
        settings.to_string(),
        "otlp (http/protobuf) http://localhost:4318/v1/logs"
    );
    assert_eq!(settings.timeout, Duration::from_secs(10));
    assert!(settings.headers.is_empty() && settings.compression.is_none());
    let grpc = OtlpExporter::default().protocol(OtlpProtocol::Grpc);
    let settings = resolve(&grpc, Signal::Logs, &OtlpEnvironment::default()).unwrap();
    assert_eq!(settings.to_string(), "otlp (grpc) http://localhost:4317/");
}

#[test]
fn errors_name_invalid_arguments() {
    let exporter = OtlpExporter::default;
    assert_eq!(
        error(&exporter().endpoint("http://me:secret@ho st?key=secret")),
        "the OTLP endpoint is `http://ho st`: expected a URL such as `http://localhost:4318`"
    );
    assert_eq!(
        error(&exporter().header("bad name", "secret")),
        "the OTLP header `bad name` cannot be sent: expected a name of letters, digits and `-`"
    );
    assert_eq!(
        error(&exporter().header("Content-Length", "secret")),
        "the OTLP header `Content-Length` cannot be sent: expected one that the transport does not set itself"
    );
    for name in ["content-encoding", "content-type"] {
        assert_eq!(
            error(&exporter().header(name, "gzip")),
            format!(
                "the OTLP header `{name}` cannot be sent: expected one that the transport does not set itself"
            )
        );
    }
    assert_eq!(
        error(&exporter().header("x-key", "secret\n")),
        "the value of the OTLP header `x-key` cannot be sent: expected visible ASCII text"
    );
    assert_eq!(
        error(&exporter().ca_certificate("/nonexistent/ca.pem")),
        "the CA certificate `/nonexistent/ca.pem` cannot be used: No such file or directory (os error 2)"
    );
    assert_eq!(
        error(&exporter().client_certificate("/nonexistent/a.pem", "/nonexistent/b.pem")),
        "the client certificate `/nonexistent/a.pem` with the key `/nonexistent/b.pem` cannot be used: \
         No such file or directory (os error 2)"
    );
}

#[test]
fn the_builder_overrides_the_environment() {
    let mut environment = OtlpEnvironment {
        endpoint: EndpointEnvironment {
            variables: vec![EndpointVariable {
                name: "OWN".to_owned(),
                text: "http://env:1/exact".to_owned(),
                is_exact: true,
            }],
            insecure: false,
        },
        timeout: Some(Duration::from_secs(1)),
        ..OtlpEnvironment::default()
    };
    headers::insert(&mut environment.headers, "x-a", "env").unwrap();
    headers::insert(&mut environment.headers, "x-b", "env").unwrap();
    let plain = OtlpExporter::default();
    assert_eq!(
        resolve(&plain, Signal::Traces, &environment).unwrap().url,
        "http://env:1/exact"
    );
    let exporter = plain
        .endpoint("http://code:2")
        .header("X-A", "code")
        .timeout(Duration::from_secs(2));
    let settings = resolve(&exporter, Signal::Traces, &environment).unwrap();
    assert_eq!(settings.url, "http://code:2/v1/traces");
    assert_eq!(settings.timeout, Duration::from_secs(2));
    assert_eq!(settings.headers["x-a"], "code");
    assert_eq!(settings.headers["x-b"], "env");
    let exact = exporter.signal_endpoint(Signal::Traces, "http://code:3/here");
    assert_eq!(
        resolve(&exact, Signal::Traces, &environment).unwrap().url,
        "http://code:3/here"
    );
    assert_eq!(
        resolve(&exact, Signal::Logs, &environment).unwrap().url,
        "http://code:2/v1/logs"
    );
}

#[test]
fn secrets_stay_out_of_debug_output() {
    let exporter = OtlpExporter::default()
        .header("x-key", "secret")
        .endpoint("http://me:secret@host?k=secret");
    let settings = resolve(&exporter, Signal::Traces, &OtlpEnvironment::default()).unwrap();
    assert!(!format!("{exporter:?} {settings} {settings:?}").contains("secret"));
    assert!(!format!("{:?}", settings.headers).contains("secret"));
}
