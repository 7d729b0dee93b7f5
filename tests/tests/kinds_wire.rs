//! Checks every kind of operation against the conventions as it arrives over OTLP, in each profile.
//!
//! The received telemetry is recorded again in a capture, so that the check sees what a backend receives.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

use genai_runtime::telemetry::{Exporter, Telemetry};
use genai_runtime::testing::{Capture, assert_conformant};
use genai_runtime::{
    ContentCapture, Conventions, Response, UsageReport, chain_step, evaluation, llm_span,
};
use genai_tests::receiver::{Arrived, Receiver};
use genai_tests::setup::PLENTY;
use opentelemetry::logs::{AnyValue, LogRecord as _, Logger as _, LoggerProvider as _, Severity};
use opentelemetry::trace::{Span as _, SpanKind, Status, Tracer as _, TracerProvider as _};
use opentelemetry::{Array, Context, InstrumentationScope, Key, KeyValue, StringValue, Value};
use opentelemetry_proto::tonic::common::v1::any_value::Value as Wire;
use opentelemetry_proto::tonic::common::v1::{self as proto};
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::trace::v1::Span;

struct Reply;

impl UsageReport for Reply {
    fn report(&self, response: &mut Response<'_>) {
        response
            .id("r-1")
            .model("m-2024")
            .input_tokens(3_u32)
            .output_tokens(5_u32)
            .cache_read_tokens(1_u32)
            .cache_write_tokens(1_u32)
            .reasoning_tokens(2_u32)
            .text(0, "Because.")
            .finish_reason(0, "stop");
    }
}

#[llm_span(
    system = "openai",
    model = "m",
    endpoint = "https://api.openai.com",
    temperature = 0.5,
    top_k = 40,
    max_tokens = 100,
    input = "Why?"
)]
fn chat() -> Reply {
    Reply
}

#[llm_span(system = "openai", model = "m", operation = embeddings)]
fn embed() -> Reply {
    Reply
}

#[llm_span(system = "openai", model = "m", operation = text_completion)]
fn fail() -> Result<Reply, std::fmt::Error> {
    Err(std::fmt::Error)
}

#[chain_step]
fn step() {}

#[chain_step(kind = tool, type = "function", call_id = "c-1", arguments = "{}", result = |()| "done")]
fn tool() {}

#[chain_step(kind = retrieval, data_source = "d", top_k = 3, query = "Why?", documents = |()| ["a"])]
fn retrieve() {}

#[chain_step(kind = plan)]
fn plan() {}

#[chain_step(kind = memory, operation = search_memory, system = "mem0", store = "s", query = "Why?")]
fn remember() {}

#[chain_step(kind = rerank)]
fn rerank() {}

#[chain_step(kind = guardrail)]
fn guard() {}

#[chain_step(kind = evaluation)]
fn judge() {
    evaluation("relevance")
        .score(0.9)
        .label("good")
        .explanation("short");
}

#[chain_step(kind = agent, remote, system = "openai", id = "a-1", endpoint = "https://api.openai.com")]
fn delegate() {}

#[chain_step(kind = agent, name = "helper", description = "helps", input = "Why?")]
fn agent() {
    plan();
    chat();
    tool();
    remember();
    delegate();
}

#[chain_step(kind = workflow, conversation = "c-1", user = "u-1", session = "s-1")]
fn workflow() {
    guard();
    embed();
    retrieve();
    rerank();
    agent();
    step();
    judge();
    let _failed = fail();
}

fn text(value: &str) -> StringValue {
    value.to_owned().into()
}

fn value(wire: &proto::AnyValue) -> Value {
    match wire.value.as_ref().unwrap() {
        Wire::StringValue(value) => Value::String(text(value)),
        Wire::IntValue(value) => Value::I64(*value),
        Wire::DoubleValue(value) => Value::F64(*value),
        Wire::BoolValue(value) => Value::Bool(*value),
        Wire::ArrayValue(values) => {
            let texts = values.values.iter().map(|value| match &value.value {
                Some(Wire::StringValue(value)) => text(value),
                other => panic!("{other:?}"),
            });
            Value::Array(Array::String(texts.collect()))
        }
        other => panic!("{other:?}"),
    }
}

fn any_value(wire: &proto::AnyValue) -> AnyValue {
    match wire.value.as_ref().unwrap() {
        Wire::StringValue(value) => AnyValue::String(text(value)),
        Wire::IntValue(value) => AnyValue::Int(*value),
        Wire::DoubleValue(value) => AnyValue::Double(*value),
        Wire::BoolValue(value) => AnyValue::Boolean(*value),
        Wire::ArrayValue(values) => {
            AnyValue::ListAny(Box::new(values.values.iter().map(any_value).collect()))
        }
        Wire::KvlistValue(fields) => {
            let fields = fields.values.iter().map(|field| {
                let value = any_value(field.value.as_ref().unwrap());
                (Key::from(field.key.clone()), value)
            });
            AnyValue::Map(Box::new(fields.collect()))
        }
        other => panic!("{other:?}"),
    }
}

fn scope_of<T>(arrived: &Arrived<T>) -> InstrumentationScope {
    InstrumentationScope::builder(arrived.scope.name.clone()).build()
}

/// Records a received span in the current capture.
fn write_span(arrived: &Arrived<Span>, capture: &Capture) {
    let span = &arrived.item;
    let tracer = capture
        .tracer_provider()
        .tracer_with_scope(scope_of(arrived));
    let attributes = span.attributes.iter().map(|attribute| {
        KeyValue::new(
            attribute.key.clone(),
            value(attribute.value.as_ref().unwrap()),
        )
    });
    let kind = match span.kind {
        3 => SpanKind::Client,
        1 => SpanKind::Internal,
        other => panic!("a span of kind {other}"),
    };
    let mut written = tracer
        .span_builder(span.name.clone())
        .with_kind(kind)
        .with_attributes(attributes.collect::<Vec<_>>())
        .start_with_context(&tracer, &Context::new());
    if let Some(status) = span.status.as_ref().filter(|status| status.code == 2) {
        written.set_status(Status::error(status.message.clone()));
    }
    written.end();
}

/// Records a received event in the current capture.
fn write_event(arrived: &Arrived<LogRecord>, capture: &Capture) {
    let event = &arrived.item;
    let logger = capture
        .logger_provider()
        .logger_with_scope(scope_of(arrived));
    let mut record = logger.create_log_record();
    record.set_event_name(event.event_name.clone().leak());
    record.set_severity_number(match event.severity_number {
        5 => Severity::Debug,
        9 => Severity::Info,
        13 => Severity::Warn,
        other => panic!("an event of severity {other}"),
    });
    record.add_attributes(event.attributes.iter().map(|attribute| {
        let value = any_value(attribute.value.as_ref().unwrap());
        (Key::from(attribute.key.clone()), value)
    }));
    logger.emit(record);
}

#[test]
fn every_kind_arrives_conformant() {
    for conventions in [Conventions::V1_41, Conventions::LATEST] {
        let receiver = Receiver::http();
        let telemetry = Telemetry::builder()
            .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
            .conventions(conventions)
            .content(ContentCapture::SpanAndEvent)
            .install()
            .unwrap();
        workflow();
        telemetry.shutdown(PLENTY).unwrap();
        let capture = Capture::with_conventions(conventions);
        let (spans, logs) = (receiver.spans(14), receiver.logs(4));
        for span in &spans {
            write_span(span, &capture);
        }
        for event in &logs {
            write_event(event, &capture);
        }
        assert_conformant(&capture);
        assert_eq!(capture.spans().len(), 14);
        let mut events: Vec<_> = capture
            .events()
            .into_iter()
            .map(|event| event.name)
            .collect();
        events.sort();
        assert_eq!(
            events,
            [
                "gen_ai.client.inference.operation.details",
                "gen_ai.client.inference.operation.details",
                "gen_ai.client.operation.exception",
                "gen_ai.evaluation.result",
            ]
        );
    }
}
