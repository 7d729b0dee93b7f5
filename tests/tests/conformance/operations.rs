//! An example of every operation in the conventions, as another library would write it, passes in all conventions.

use std::collections::BTreeSet;

use genai_runtime::testing::{Capture, assert_conformant};
use genai_semconv::Profile;
use genai_semconv::span::spans;
use opentelemetry::Context;
use opentelemetry::trace::{Span, SpanKind};

use super::Written;
use super::passes::CONVENTIONS;

/// Every operation with its examples: several if the conventions define it in several places.
fn examples() -> Vec<(&'static str, Vec<Written>)> {
    vec![
        ("chat", vec![model_call("chat m", "chat")]),
        (
            "text_completion",
            vec![model_call("text_completion m", "text_completion")],
        ),
        (
            "generate_content",
            vec![
                model_call("generate_content m", "generate_content")
                    .but("gen_ai.provider.name", "gcp.gemini"),
            ],
        ),
        ("embeddings", vec![embeddings()]),
        ("retrieval", vec![retrieval()]),
        ("fetch_response", vec![fetch_response()]),
        ("create_agent", vec![create_agent()]),
        ("invoke_agent", vec![remote_agent(), local_agent()]),
        ("invoke_workflow", vec![workflow()]),
        ("plan", vec![plan()]),
        ("execute_tool", vec![tool()]),
        ("create_memory", vec![memory("create_memory")]),
        ("create_memory_store", vec![memory("create_memory_store")]),
        ("delete_memory", vec![memory("delete_memory")]),
        ("delete_memory_store", vec![memory("delete_memory_store")]),
        ("search_memory", vec![memory("search_memory")]),
        ("update_memory", vec![memory("update_memory")]),
        ("upsert_memory", vec![memory("upsert_memory")]),
    ]
}

fn model_call(name: &'static str, operation: &'static str) -> Written {
    Written::new(
        name,
        SpanKind::Client,
        [
            ("gen_ai.operation.name", operation),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", "m"),
            ("gen_ai.response.id", "r-1"),
            ("gen_ai.response.model", "m-2"),
            ("server.address", "models.example"),
        ],
    )
    .with("server.port", 443)
    .with("gen_ai.usage.input_tokens", 3)
    .with("gen_ai.usage.output_tokens", 2)
    .with("gen_ai.request.temperature", 0.5)
    .with("gen_ai.response.finish_reasons", strings(&["stop"]))
}

fn embeddings() -> Written {
    Written::new(
        "embeddings e",
        SpanKind::Client,
        [
            ("gen_ai.operation.name", "embeddings"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", "e"),
            ("gen_ai.response.model", "e-1"),
        ],
    )
    .with("gen_ai.request.encoding_formats", strings(&["float"]))
    .with("gen_ai.embeddings.dimension.count", 256)
    .with("gen_ai.usage.input_tokens", 3)
}

fn retrieval() -> Written {
    Written::new(
        "retrieval handbook",
        SpanKind::Client,
        [
            ("gen_ai.operation.name", "retrieval"),
            ("gen_ai.data_source.id", "handbook"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", "e"),
        ],
    )
}

fn fetch_response() -> Written {
    Written::new(
        "fetch_response",
        SpanKind::Client,
        [
            ("gen_ai.operation.name", "fetch_response"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.response.id", "r-1"),
        ],
    )
}

fn create_agent() -> Written {
    Written::new(
        "create_agent tutor",
        SpanKind::Client,
        [
            ("gen_ai.operation.name", "create_agent"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", "m"),
            ("gen_ai.agent.id", "asst_1"),
            ("gen_ai.agent.name", "tutor"),
            ("gen_ai.agent.description", "helps with mathematics"),
            ("gen_ai.agent.version", "1.0.0"),
            ("server.address", "agents.example"),
        ],
    )
    .with("server.port", 443)
}

fn remote_agent() -> Written {
    Written::new(
        "invoke_agent tutor",
        SpanKind::Client,
        [
            ("gen_ai.operation.name", "invoke_agent"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.agent.id", "asst_1"),
            ("gen_ai.agent.name", "tutor"),
            ("gen_ai.conversation.id", "c-1"),
            ("server.address", "agents.example"),
        ],
    )
    .with("server.port", 443)
}

fn local_agent() -> Written {
    Written::new(
        "invoke_agent tutor",
        SpanKind::Internal,
        [
            ("gen_ai.operation.name", "invoke_agent"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.agent.name", "tutor"),
            ("gen_ai.request.model", "m"),
        ],
    )
}

fn workflow() -> Written {
    Written::new(
        "invoke_workflow triage",
        SpanKind::Internal,
        [
            ("gen_ai.operation.name", "invoke_workflow"),
            ("gen_ai.workflow.name", "triage"),
        ],
    )
}

fn plan() -> Written {
    Written::new(
        "plan tutor",
        SpanKind::Internal,
        [
            ("gen_ai.operation.name", "plan"),
            ("gen_ai.agent.name", "tutor"),
        ],
    )
}

fn tool() -> Written {
    Written::tool()
        .with("gen_ai.tool.type", "function")
        .with("gen_ai.tool.description", "adds two numbers")
        .with("gen_ai.tool.call.id", "call_1")
}

fn memory(operation: &'static str) -> Written {
    Written::new(
        operation,
        SpanKind::Client,
        [
            ("gen_ai.operation.name", operation),
            ("gen_ai.memory.store.id", "store-1"),
        ],
    )
}

fn strings(texts: &[&'static str]) -> opentelemetry::Value {
    let texts = texts.iter().copied().map(Into::into).collect();
    opentelemetry::Value::Array(opentelemetry::Array::String(texts))
}

#[test]
fn the_examples_pass_in_all_conventions() {
    for conventions in CONVENTIONS {
        for (operation, examples) in examples() {
            for example in examples {
                assert_eq!(example.operation(), operation);
                let capture = Capture::with_conventions(conventions);
                example.start(&capture, &Context::new()).end();
                assert_conformant(&capture);
            }
        }
    }
}

#[test]
fn every_operation_of_the_conventions_has_an_example() {
    let defined = Profile::ALL.into_iter().flat_map(spans);
    let defined: BTreeSet<_> = defined.flat_map(|span| span.operations).copied().collect();
    let shown: BTreeSet<_> = examples()
        .into_iter()
        .map(|(operation, _)| operation)
        .collect();
    assert_eq!(shown, defined);
}

/// Shows that the examples are checked at all.
#[test]
fn the_examples_fail_under_another_span_name() {
    for (operation, examples) in examples() {
        for example in examples {
            let misnamed = example.named("another name");
            let found = misnamed.graver(genai_runtime::Conventions::LATEST);
            assert_eq!(found.len(), 1, "{operation}: {found:?}");
            assert!(found[0].contains("name"), "{operation}: {found:?}");
        }
    }
}
