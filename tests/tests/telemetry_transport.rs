//! How OTLP requests are sent: headers, compression, paths, several exporters, and the environment.

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

use std::time::Duration;

use genai_runtime::telemetry::opentelemetry_sdk::metrics::Temporality;
use genai_runtime::telemetry::{
    BatchSettings, Compression, Exporter, OtlpExporter, OtlpProtocol, Sampler, Signal, Telemetry,
    TelemetryGuard,
};
use genai_tests::receiver::{Payload, Received, Receiver};
use genai_tests::setup::PLENTY;
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry::{Context, KeyValue};
use opentelemetry_proto::tonic::common::v1::any_value::Value as Wire;
use opentelemetry_proto::tonic::metrics::v1::AggregationTemporality;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;

fn both_transports(test: impl Fn(&Receiver, OtlpExporter)) {
    for (receiver, protocol) in [
        (Receiver::grpc(), OtlpProtocol::Grpc),
        (Receiver::http(), OtlpProtocol::HttpProtobuf),
    ] {
        let exporter = Exporter::otlp()
            .protocol(protocol)
            .endpoint(receiver.endpoint());
        test(&receiver, exporter);
    }
}

fn record_one_span(telemetry: &TelemetryGuard, name: &'static str) {
    telemetry
        .tracer_provider()
        .tracer("wire")
        .start_with_context(name, &Context::new())
        .end();
}

#[test]
fn headers_and_compression_are_applied() {
    both_transports(|receiver, exporter| {
        let exporter = exporter
            .header("X-Api-Key", "a")
            .header("x-api-key", "b c")
            .compression(Compression::Gzip);
        let telemetry = Telemetry::builder().exporter(exporter).build().unwrap();
        record_one_span(&telemetry, "span");
        telemetry.shutdown(PLENTY).unwrap();
        receiver.spans(1);
        let headers = receiver.requests()[0].headers.clone();
        let keys: Vec<_> = headers.get_all("x-api-key").iter().collect();
        assert_eq!(keys, ["b c"], "the last value, once");
        let encoding = headers
            .get("content-encoding")
            .or_else(|| headers.get("grpc-encoding"))
            .unwrap();
        assert_eq!(encoding, "gzip");
        assert!(headers.contains_key("user-agent"));
    });
}

#[test]
fn exports_without_a_timeout_arrive() {
    both_transports(|receiver, exporter| {
        let telemetry = Telemetry::builder()
            .exporter(exporter.timeout(Duration::ZERO))
            .span_batch(BatchSettings::new().timeout(Duration::ZERO))
            .metric_timeout(Duration::ZERO)
            .build()
            .unwrap();
        record_one_span(&telemetry, "span");
        let meter = telemetry.meter_provider().meter("m");
        meter.u64_counter("calls").build().add(1, &[]);
        telemetry.shutdown(PLENTY).unwrap();
        receiver.spans(1);
        receiver.metrics(1);
    });
}

#[test]
fn metrics_are_exported_as_the_builder_configures() {
    let receiver = Receiver::http();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .metric_temporality(Temporality::Delta)
        .build()
        .unwrap();
    let meter = telemetry.meter_provider().meter("m");
    meter.u64_counter("calls").build().add(1, &[]);
    telemetry.shutdown(PLENTY).unwrap();
    let Some(Data::Sum(sum)) = receiver.metrics(1).remove(0).item.data else {
        panic!("expected a sum for a counter")
    };
    assert_eq!(sum.aggregation_temporality(), AggregationTemporality::Delta);
}

#[test]
fn http_paths_follow_the_endpoint() {
    let receiver = Receiver::http();
    let base = format!("{}/otlp/", receiver.endpoint());
    let exact = format!("{}/my/traces", receiver.endpoint());
    let telemetry = Telemetry::builder()
        .exporter(
            Exporter::otlp()
                .endpoint(base)
                .signal_endpoint(Signal::Traces, exact),
        )
        .build()
        .unwrap();
    record_one_span(&telemetry, "span");
    telemetry
        .meter_provider()
        .meter("wire")
        .u64_counter("calls")
        .build()
        .add(1, &[]);
    telemetry.shutdown(PLENTY).unwrap();
    let mut paths: Vec<_> = receiver
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    paths.sort_unstable();
    assert_eq!(paths, ["/my/traces", "/otlp/v1/metrics"]);
}

#[test]
fn several_exporters_receive_the_same() {
    let (grpc, http, traces_only) = (Receiver::grpc(), Receiver::http(), Receiver::http());
    let telemetry = Telemetry::builder()
        .exporter(Exporter::console())
        .exporter(
            Exporter::otlp()
                .protocol(OtlpProtocol::Grpc)
                .endpoint(grpc.endpoint()),
        )
        .exporter(Exporter::otlp().endpoint(http.endpoint()))
        .exporter_for(
            Signal::Traces,
            Exporter::otlp().endpoint(traces_only.endpoint()),
        )
        .build()
        .unwrap();
    record_one_span(&telemetry, "span");
    telemetry
        .meter_provider()
        .meter("wire")
        .u64_counter("calls")
        .build()
        .add(1, &[]);
    telemetry.shutdown(PLENTY).unwrap();
    assert_eq!(grpc.spans(1)[0].item.span_id, http.spans(1)[0].item.span_id);
    assert_eq!(traces_only.spans(1)[0].item.name, "span");
    assert_eq!((grpc.metrics(1).len(), http.metrics(1).len()), (1, 1));
    let metrics_arrived = |request: &Received| matches!(request.payload, Payload::Metrics(_));
    assert!(!traces_only.requests().iter().any(metrics_arrived));
}

#[test]
fn the_environment_configures_the_transport() {
    let receiver = Receiver::grpc();
    let host = receiver.endpoint().trim_start_matches("http://").to_owned();
    let telemetry = Telemetry::from_variables(|name| {
        let value = match name {
            "OTEL_SERVICE_NAME" => "from-variable",
            "OTEL_RESOURCE_ATTRIBUTES" => {
                "service.name=from-attributes,team=a%20b,deployment.environment.name=env"
            }
            "OTEL_TRACES_EXPORTER" => "otlp",
            "OTEL_METRICS_EXPORTER" | "OTEL_LOGS_EXPORTER" => "none",
            "OTEL_EXPORTER_OTLP_PROTOCOL" => "grpc",
            "OTEL_EXPORTER_OTLP_ENDPOINT" => &host,
            "OTEL_EXPORTER_OTLP_INSECURE" => "true",
            "OTEL_EXPORTER_OTLP_HEADERS" => "x-key=a%2Cb",
            "OTEL_BSP_MAX_EXPORT_BATCH_SIZE" | "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT" => "1",
            _ => return None,
        };
        Some(value.to_owned())
    })
    .unwrap()
    .environment("code")
    .on_diagnostic(|message| panic!("{message}"))
    .build()
    .unwrap();
    let tracer = telemetry.tracer_provider().tracer("wire");
    for _ in 0..2 {
        tracer
            .span_builder("span")
            .with_attributes([KeyValue::new("a", 1), KeyValue::new("b", 2)])
            .start_with_context(&tracer, &Context::new())
            .end();
    }
    telemetry
        .meter_provider()
        .meter("wire")
        .u64_counter("calls")
        .build()
        .add(1, &[]);
    telemetry.shutdown(PLENTY).unwrap();
    let spans = receiver.spans(2);
    assert_eq!(
        spans[0].resource_attribute("service.name"),
        Some(Wire::StringValue("from-variable".to_owned()))
    );
    assert_eq!(
        spans[0].resource_attribute("team"),
        Some(Wire::StringValue("a b".to_owned()))
    );
    assert_eq!(
        spans[0].resource_attribute("deployment.environment.name"),
        Some(Wire::StringValue("code".to_owned()))
    );
    assert_eq!(
        (
            spans[0].item.attributes.len(),
            spans[0].item.dropped_attributes_count
        ),
        (1, 1)
    );
    let requests = receiver.requests();
    assert_eq!(requests.len(), 2, "one span per batch, and no metrics");
    assert_eq!(requests[0].headers.get("x-key").unwrap(), "a,b");
}

#[test]
fn unsampled_traces_do_not_arrive() {
    let receiver = Receiver::http();
    let telemetry = Telemetry::builder()
        .sampler(Sampler::parent_based(Sampler::TraceIdRatio(0.0)))
        .span_batch(BatchSettings::new().delay(Duration::from_millis(1)))
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .build()
        .unwrap();
    record_one_span(&telemetry, "span");
    telemetry.shutdown(PLENTY).unwrap();
    assert!(receiver.requests().is_empty());
}
