//! An annotated chain on the wire, over both transports at once. One test: global providers cannot be
//! shared.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

use std::time::Duration;

use genai_runtime::telemetry::{Exporter, OtlpProtocol, Telemetry};
use genai_runtime::{UsageReport, chain_step, llm_span};
use genai_tests::receiver::{Arrived, Receiver, attribute};
use opentelemetry_proto::tonic::common::v1::any_value::Value as Wire;
use opentelemetry_proto::tonic::common::v1::{ArrayValue, KeyValue};
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::metrics::v1::{HistogramDataPoint, Metric, metric};
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;

const PLENTY: Duration = Duration::from_secs(30);

#[derive(UsageReport)]
struct Reply {
    #[usage(response_id)]
    id: &'static str,
    #[usage(response_model)]
    model: &'static str,
    finish_reason: &'static str,
    prompt_tokens: u32,
    completion_tokens: u32,
}

#[derive(Debug)]
struct RateLimited;

impl std::fmt::Display for RateLimited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("slow down")
    }
}

#[llm_span(system = "openai", endpoint = "https://api.openai.com/v1")]
async fn chat(model: &str, temperature: f64, max_tokens: u32, stop_sequences: &[&str]) -> Reply {
    tokio::task::yield_now().await;
    Reply {
        id: "chatcmpl-1",
        model: "gpt-4o-mini-2024-07-18",
        finish_reason: "stop",
        prompt_tokens: 12,
        completion_tokens: 34,
    }
}

#[llm_span(system = "openai", model = "gpt-4o")]
async fn refuse() -> Result<Reply, RateLimited> {
    Err(RateLimited)
}

#[chain_step(kind = retrieval, data_source = "handbook", result(|docs| "retrieval.doc_count" = docs.len()))]
fn retrieve() -> Vec<u8> {
    vec![1, 2, 3]
}

#[chain_step]
async fn route() {
    assert!(refuse().await.is_err());
}

#[chain_step(kind = workflow, name = "rag_pipeline", conversation = "conv-1")]
async fn answer() {
    retrieve();
    route().await;
    chat("gpt-4o-mini", 0.2, 64, &["END"]).await;
}

#[tokio::test]
async fn a_chain_arrives_with_everything_it_says() {
    let grpc = Receiver::grpc();
    let http = Receiver::http();
    let to_grpc = Exporter::otlp()
        .protocol(OtlpProtocol::Grpc)
        .endpoint(grpc.endpoint());
    let to_http = Exporter::otlp()
        .protocol(OtlpProtocol::HttpProtobuf)
        .endpoint(http.endpoint());
    let telemetry = Telemetry::builder()
        .service_name("handbook-bot")
        .service_version("1.2.3")
        .environment("staging")
        .exporter(to_grpc)
        .exporter(to_http)
        .install()
        .unwrap();
    answer().await;
    telemetry.shutdown(PLENTY).unwrap();

    for receiver in [grpc, http] {
        let spans = receiver.spans(5);
        assert_eq!(spans.len(), 5);
        for span in &spans {
            assert_origin(
                &span.resource.attributes,
                &span.scope.name,
                &span.scope.version,
            );
        }
        assert_tree(&spans);
        assert_attributes(&spans);
        assert_failure(&spans, &receiver.logs(1));
        assert_metrics(&receiver.metrics(2), &spans);
    }

    // The guard has ended: calls still work and leave nothing.
    answer().await;
}

fn assert_origin(resource: &[KeyValue], scope: &str, version: &str) {
    for (key, value) in [
        ("service.name", "handbook-bot"),
        ("service.version", "1.2.3"),
        ("deployment.environment.name", "staging"),
        ("telemetry.sdk.language", "rust"),
    ] {
        assert_eq!(attribute(resource, key), text(value), "{key}");
    }
    assert_eq!(
        (scope, version),
        ("genai-runtime", env!("CARGO_PKG_VERSION"))
    );
}

fn assert_tree(spans: &[Arrived<Span>]) {
    let workflow = named(spans, "invoke_workflow rag_pipeline");
    let retrieval = named(spans, "retrieval handbook");
    let route = named(spans, "route");
    let chat = named(spans, "chat gpt-4o-mini");
    let refused = named(spans, "chat gpt-4o");
    assert!(workflow.parent_span_id.is_empty());
    for child in [retrieval, route, chat] {
        assert_eq!(child.parent_span_id, workflow.span_id, "{}", child.name);
        assert_eq!(child.trace_id, workflow.trace_id);
    }
    assert_eq!(refused.parent_span_id, route.span_id);
    for (span, kind) in [
        (workflow, SpanKind::Internal),
        (retrieval, SpanKind::Client),
        (route, SpanKind::Internal),
        (chat, SpanKind::Client),
        (refused, SpanKind::Client),
    ] {
        assert_eq!(span.kind(), kind, "{}", span.name);
        assert!(span.start_time_unix_nano <= span.end_time_unix_nano);
        assert!(span.start_time_unix_nano >= workflow.start_time_unix_nano);
        assert!(span.end_time_unix_nano <= workflow.end_time_unix_nano);
    }
}

fn assert_attributes(spans: &[Arrived<Span>]) {
    assert_eq!(
        sorted(&named(spans, "invoke_workflow rag_pipeline").attributes),
        [
            ("chain.path", text("retrieve > route")),
            ("chain.path.hash", text("a4f8ec1e2ec3ccfb")),
            ("gen_ai.conversation.id", text("conv-1")),
            ("gen_ai.operation.name", text("invoke_workflow")),
            ("gen_ai.workflow.name", text("rag_pipeline")),
            ("openinference.span.kind", text("CHAIN")),
        ]
    );
    assert_eq!(
        sorted(&named(spans, "retrieval handbook").attributes),
        [
            ("gen_ai.data_source.id", text("handbook")),
            ("gen_ai.operation.name", text("retrieval")),
            ("openinference.span.kind", text("RETRIEVER")),
            ("retrieval.doc_count", Some(Wire::IntValue(3))),
        ]
    );
    assert_eq!(
        sorted(&named(spans, "route").attributes),
        [
            ("chain.step.name", text("route")),
            ("openinference.span.kind", text("CHAIN")),
        ]
    );
    assert_eq!(
        sorted(&named(spans, "chat gpt-4o-mini").attributes),
        [
            ("gen_ai.conversation.id", text("conv-1")),
            ("gen_ai.operation.name", text("chat")),
            ("gen_ai.provider.name", text("openai")),
            ("gen_ai.request.max_tokens", Some(Wire::IntValue(64))),
            ("gen_ai.request.model", text("gpt-4o-mini")),
            ("gen_ai.request.stop_sequences", list(&["END"])),
            ("gen_ai.request.temperature", Some(Wire::DoubleValue(0.2))),
            ("gen_ai.response.finish_reasons", list(&["stop"])),
            ("gen_ai.response.id", text("chatcmpl-1")),
            ("gen_ai.response.model", text("gpt-4o-mini-2024-07-18")),
            ("gen_ai.usage.input_tokens", Some(Wire::IntValue(12))),
            ("gen_ai.usage.output_tokens", Some(Wire::IntValue(34))),
            ("server.address", text("api.openai.com")),
            ("server.port", Some(Wire::IntValue(443))),
        ]
    );
    let chat = named(spans, "chat gpt-4o-mini");
    assert_eq!(
        chat.status.clone().unwrap_or_default().code(),
        StatusCode::Unset
    );
}

fn assert_failure(spans: &[Arrived<Span>], logs: &[Arrived<LogRecord>]) {
    let refused = named(spans, "chat gpt-4o");
    let status = refused.status.clone().unwrap();
    assert_eq!(
        (status.code(), &*status.message),
        (StatusCode::Error, "slow down")
    );
    let error_type = attribute(&refused.attributes, "error.type");
    assert_eq!(error_type, text("chain_wire::RateLimited"));
    assert_eq!(refused.events[0].name, "exception");
    let exception = &refused.events[0].attributes;
    assert_eq!(attribute(exception, "exception.type"), error_type);
    assert_eq!(attribute(exception, "exception.message"), text("slow down"));

    let [record] = logs else {
        panic!("one log record: {logs:?}")
    };
    let record = &record.item;
    assert_eq!(record.event_name, "gen_ai.client.operation.exception");
    assert_eq!(record.severity_number, 13);
    assert_eq!(
        (&record.trace_id, &record.span_id),
        (&refused.trace_id, &refused.span_id)
    );
    assert_eq!(
        attribute(&record.attributes, "exception.message"),
        text("slow down")
    );
}

fn assert_metrics(metrics: &[Arrived<Metric>], spans: &[Arrived<Span>]) {
    let duration = points(metrics, "gen_ai.client.operation.duration", "s");
    assert_eq!(duration.len(), 2);
    for point in &duration {
        assert_eq!(point.count, 1);
        assert_eq!(
            point.explicit_bounds,
            [
                0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96,
                81.92
            ]
        );
        let model = attribute(&point.attributes, "gen_ai.request.model");
        let failed = model == text("gpt-4o");
        let span = named(
            spans,
            if failed {
                "chat gpt-4o"
            } else {
                "chat gpt-4o-mini"
            },
        );
        let nanoseconds = span.end_time_unix_nano - span.start_time_unix_nano;
        let seconds = Duration::from_nanos(nanoseconds).as_secs_f64();
        assert!((point.sum.unwrap() - seconds).abs() < 1e-6);
        let error_type = attribute(&point.attributes, "error.type");
        assert_eq!(
            error_type,
            failed.then(|| text("chain_wire::RateLimited")).flatten()
        );
    }
    let usage = points(metrics, "gen_ai.client.token.usage", "{token}");
    assert_eq!(usage.len(), 2);
    for point in &usage {
        let kind = attribute(&point.attributes, "gen_ai.token.type");
        let tokens = if kind == text("input") { 12.0 } else { 34.0 };
        assert_eq!((point.count, point.sum), (1, Some(tokens)));
        assert_eq!(point.explicit_bounds[..3], [1.0, 4.0, 16.0]);
        assert_eq!(
            sorted(&point.attributes),
            [
                ("gen_ai.operation.name", text("chat")),
                ("gen_ai.provider.name", text("openai")),
                ("gen_ai.request.model", text("gpt-4o-mini")),
                ("gen_ai.response.model", text("gpt-4o-mini-2024-07-18")),
                ("gen_ai.token.type", kind),
                ("server.address", text("api.openai.com")),
                ("server.port", Some(Wire::IntValue(443))),
            ]
        );
    }
}

fn points(metrics: &[Arrived<Metric>], name: &str, unit: &str) -> Vec<HistogramDataPoint> {
    let metric = metrics
        .iter()
        .find(|metric| metric.item.name == name)
        .unwrap();
    assert_eq!(metric.item.unit, unit);
    match metric.item.data.clone().unwrap() {
        metric::Data::Histogram(histogram) => histogram.data_points,
        other => panic!("{name} is no histogram: {other:?}"),
    }
}

fn named<'a>(spans: &'a [Arrived<Span>], name: &str) -> &'a Span {
    &spans
        .iter()
        .find(|span| span.item.name == name)
        .unwrap()
        .item
}

fn sorted(attributes: &[KeyValue]) -> Vec<(&str, Option<Wire>)> {
    let mut sorted: Vec<_> = attributes
        .iter()
        .map(|attribute| {
            (
                &*attribute.key,
                attribute.value.clone().and_then(|value| value.value),
            )
        })
        .collect();
    sorted.sort_by_key(|(key, _)| *key);
    sorted
}

#[expect(clippy::unnecessary_wraps, reason = "an attribute may be absent")]
fn text(value: &str) -> Option<Wire> {
    Some(Wire::StringValue(value.to_owned()))
}

#[expect(clippy::unnecessary_wraps, reason = "an attribute may be absent")]
fn list(values: &[&str]) -> Option<Wire> {
    let values = values.iter();
    let values =
        values.map(|value| opentelemetry_proto::tonic::common::v1::AnyValue { value: text(value) });
    Some(Wire::ArrayValue(ArrayValue {
        values: values.collect(),
    }))
}
