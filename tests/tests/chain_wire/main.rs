//! An annotated chain over both transports at once. One test, because providers are global.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

mod attributes;
mod failure;
mod metrics;
mod spans;

use std::time::Duration;

use attributes::text;
use failure::assert_failure;
use genai_runtime::telemetry::{Exporter, OtlpProtocol, Telemetry};
use genai_runtime::{UsageReport, chain_step, llm_span};
use genai_tests::receiver::{Receiver, attribute};
use metrics::assert_metrics;
use opentelemetry_proto::tonic::common::v1::KeyValue;
use spans::{assert_attributes, assert_tree};

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
async fn a_chain_arrives_with_spans_metrics_and_events() {
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

    // The guard was dropped: calls still work, and are not recorded.
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
