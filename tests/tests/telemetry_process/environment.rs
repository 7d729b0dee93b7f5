//! Exporters, propagators and attributes from the environment, and the warnings on standard error.

use std::collections::HashMap;
use std::time::Duration;

use genai_runtime::telemetry::Exporter;
use genai_runtime::{Telemetry, chain, llm_span, propagation};
use genai_tests::receiver::{ClosedPort, Receiver, attribute};
use opentelemetry::Context;
use opentelemetry::trace::{Span as _, Tracer as _};

use super::child;

fn record_one_span() {
    opentelemetry::global::tracer("process")
        .start_with_context("span", &Context::new())
        .end();
}

#[test]
#[ignore = "started by the other tests"]
fn child_that_reads_the_environment() {
    let _telemetry = Telemetry::from_env().unwrap().install().unwrap();
    record_one_span();
}

#[test]
#[ignore = "started by the other tests"]
fn child_with_headers_of_its_own() {
    let exporter = Exporter::otlp().header("x-key", "code");
    let _telemetry = Telemetry::from_env()
        .unwrap()
        .exporter(exporter)
        .install()
        .unwrap();
    record_one_span();
}

#[test]
#[ignore = "started by the other tests"]
fn child_that_ignores_the_environment() {
    let Ok(endpoint) = std::env::var("TEST_ENDPOINT") else {
        return;
    };
    let exporter = Exporter::otlp().endpoint(endpoint);
    let telemetry = Telemetry::builder().exporter(exporter).install().unwrap();
    record_one_span();
    telemetry.shutdown(Duration::from_secs(30)).unwrap();
}

#[test]
fn headers_of_the_environment_are_sent_once_and_overridden_by_the_builder() {
    for (protocol, receiver) in [
        ("grpc", Receiver::grpc()),
        ("http/protobuf", Receiver::http()),
    ] {
        for (test, key) in [
            ("environment::child_that_reads_the_environment", "variable"),
            ("environment::child_with_headers_of_its_own", "code"),
        ] {
            let output = child(
                test,
                &[
                    ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()),
                    ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
                    ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=variable,x-other=a%20b"),
                ],
            );
            assert!(output.status.success(), "{output:?}");
            let requests = receiver.requests();
            let headers = &requests.last().unwrap().headers;
            assert_eq!(
                headers.get_all("x-key").iter().collect::<Vec<_>>(),
                [key],
                "{protocol}"
            );
            assert_eq!(
                headers.get_all("x-other").iter().collect::<Vec<_>>(),
                ["a b"],
                "{protocol}"
            );
            assert_eq!(headers.get_all("user-agent").iter().count(), 1);
        }
    }
}

#[test]
fn the_builder_alone_does_not_read_the_environment() {
    let receiver = Receiver::http();
    let output = child(
        "environment::child_that_ignores_the_environment",
        &[
            ("TEST_ENDPOINT", receiver.endpoint()),
            ("OTEL_SERVICE_NAME", "variable"),
            ("OTEL_TRACES_SAMPLER", "always_off"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=variable"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://[malformed"),
        ],
    );
    assert!(output.status.success(), "{output:?}");
    let name = receiver.spans(1)[0].resource_attribute("service.name");
    assert!(
        format!("{name:?}").contains("unknown_service:telemetry_process"),
        "{name:?}"
    );
    assert!(!receiver.requests()[0].headers.contains_key("x-key"));
}

#[test]
fn warnings_and_failures_are_printed_to_standard_error_one_per_line() {
    let port = ClosedPort::reserve();
    let output = child(
        "environment::child_that_reads_the_environment",
        &[
            ("OTEL_EXPORTER_OTLP_ENDPOINT", &port.endpoint()),
            ("OTEL_METRICS_EXPORTER", "none"),
            ("OTEL_LOGS_EXPORTER", "none"),
            ("OTEL_PROPAGATORS", "b3"),
            ("GENAI_RUNTIME_EROR_TEXTS", "withheld"),
        ],
    );
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("genai-runtime: "))
        .collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!(
        lines[0],
        "genai-runtime: `OTEL_PROPAGATORS` is `b3`: expected `tracecontext`, `baggage`, `none` or a list of the first \
         two; using `tracecontext,baggage`"
    );
    assert_eq!(
        lines[1],
        "genai-runtime: `GENAI_RUNTIME_EROR_TEXTS` is not a known variable; did you mean `GENAI_RUNTIME_ERROR_TEXTS`?"
    );
    let expected = format!(
        "genai-runtime: not exported: 1 span to otlp (http/protobuf) {}/v1/traces: ",
        port.endpoint()
    );
    assert!(lines[2].starts_with(&expected), "{text}");
}

#[test]
fn an_unencrypted_endpoint_works_without_system_certificates() {
    for (protocol, receiver) in [
        ("grpc", Receiver::grpc()),
        ("http/protobuf", Receiver::http()),
    ] {
        let output = child(
            "environment::child_that_reads_the_environment",
            &[
                ("SSL_CERT_FILE", "/nonexistent/certificates.pem"),
                ("SSL_CERT_DIR", "/nonexistent"),
                ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ],
        );
        assert!(output.status.success(), "{output:?}");
        receiver.spans(1);
    }
}

#[test]
fn a_program_starts_without_system_certificates() {
    for protocol in ["grpc", "http/protobuf"] {
        let variables = [
            ("SSL_CERT_FILE", "/nonexistent/certificates.pem"),
            ("SSL_CERT_DIR", "/nonexistent"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://127.0.0.1:9"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
        ];
        let output = child("environment::child_that_reads_the_environment", &variables);
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stderr).unwrap();
        let lines: Vec<_> = text
            .lines()
            .filter(|line| line.starts_with("genai-runtime: "))
            .collect();
        let items = ["spans", "metric data points", "log records"];
        assert_eq!(lines.len(), items.len(), "{text}");
        for (line, items) in lines.into_iter().zip(items) {
            let start = format!("genai-runtime: otlp ({protocol}) https://127.0.0.1:9/");
            assert!(line.starts_with(&start), "{line}");
            assert!(line.contains("ca-certificates"), "{line}");
            assert!(
                line.ends_with(&format!("; exporting no {items} there")),
                "{line}"
            );
        }
    }
}

#[test]
fn an_encrypted_endpoint_of_the_program_needs_system_certificates() {
    let output = child(
        "environment::child_that_ignores_the_environment",
        &[
            ("SSL_CERT_FILE", "/nonexistent/certificates.pem"),
            ("SSL_CERT_DIR", "/nonexistent"),
            ("TEST_ENDPOINT", "https://127.0.0.1:9"),
        ],
    );
    assert!(!output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("ca-certificates"), "{text}");
}

#[test]
#[ignore = "started by the other tests"]
fn child_that_shows_what_it_is_for() {
    #[llm_span(system = "openai", model = "m", usage = none, parent = context)]
    fn answer(context: &Context) {}
    let telemetry = Telemetry::from_env().unwrap();
    let telemetry = telemetry.metric_attributes(["app.feature"]);
    let _telemetry = telemetry.install().unwrap();
    let headers = [("baggage", "app.tenant=t-7,app.other=hidden")];
    let headers: HashMap<String, String> = headers
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    let context = propagation::extract(&headers);
    let scope = chain::scope().user("canary-user").feature("search");
    answer(&scope.on(&context));
}

#[test]
fn listed_baggage_and_listed_metric_attributes_are_exported() {
    let receiver = Receiver::http();
    let output = child(
        "environment::child_that_shows_what_it_is_for",
        &[
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()),
            ("GENAI_RUNTIME_BAGGAGE_ATTRIBUTES", "app.tenant"),
        ],
    );
    assert!(output.status.success(), "{output:?}");
    let spans = receiver.spans(1);
    let attributes = &spans[0].item.attributes;
    for key in ["app.tenant", "user.id", "app.feature"] {
        assert!(attribute(attributes, key).is_some(), "{key}");
    }
    assert!(attribute(attributes, "app.other").is_none());
    let metrics = format!("{:?}", receiver.metrics(1));
    assert!(metrics.contains("app.feature"), "{metrics}");
    for hidden in ["canary-user", "app.tenant"] {
        assert!(!metrics.contains(hidden), "{metrics}");
    }
}
