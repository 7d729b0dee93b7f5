//! The spans of the chain: their parents and attributes.

use genai_tests::receiver::Arrived;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Wire;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;

use super::attributes::{list, sorted, text};

pub(crate) fn assert_tree(spans: &[Arrived<Span>]) {
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

pub(crate) fn assert_attributes(spans: &[Arrived<Span>]) {
    assert_eq!(
        sorted(&named(spans, "invoke_workflow rag_pipeline").attributes),
        [
            ("chain.path", text("retrieve > route")),
            ("chain.path.hash", text("5a445702ee53650b")),
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

pub(crate) fn named<'a>(spans: &'a [Arrived<Span>], name: &str) -> &'a Span {
    &spans
        .iter()
        .find(|span| span.item.name == name)
        .unwrap()
        .item
}
