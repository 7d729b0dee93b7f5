//! The fewest OpenTelemetry calls with which a library can produce the telemetry of a call or of a workflow: whatever
//! is known beforehand is precomputed, and instruments are bound to their attributes.
//!
//! The tracer is a global one, because a library does not know its host's provider.

use std::sync::OnceLock;
use std::time::Instant;

use genai_semconv::attribute;
use genai_semconv::metric::v1_41;
use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::metrics::{BoundHistogram, Meter};
use opentelemetry::trace::{SpanKind, TraceContextExt, Tracer};
use opentelemetry::{Array, Context, KeyValue, Value};

use crate::annotated::{MODEL, Reply, answer};
use crate::workflow;

#[derive(Debug)]
struct Instruments {
    tracer: BoxedTracer,
    metrics: Option<Metrics>,
}

#[derive(Debug)]
struct Metrics {
    duration: BoundHistogram<f64>,
    input_tokens: BoundHistogram<u64>,
    output_tokens: BoundHistogram<u64>,
}

static INSTRUMENTS: OnceLock<Instruments> = OnceLock::new();

const NAME: &str = "chat gpt-4o-mini";
const RESPONSE_MODEL: &str = "gpt-4o-mini-2024-07-18";

/// Looks up the global providers, once.
///
/// # Panics
///
/// Panics if they were looked up before.
pub(crate) fn look_up(measures: bool) {
    let instruments = Instruments {
        tracer: global::tracer("least"),
        metrics: measures.then(|| Metrics::bound(&global::meter("least"))),
    };
    INSTRUMENTS.set(instruments).unwrap();
}

pub(crate) fn complete<'r>(
    model: &str,
    temperature: f64,
    max_tokens: u32,
    reply: &'r Reply,
) -> &'r Reply {
    let Instruments { tracer, metrics } = INSTRUMENTS.get().unwrap();
    let started = metrics.is_some().then(Instant::now);
    let span = tracer
        .span_builder(NAME)
        .with_kind(SpanKind::Client)
        .with_attributes([
            KeyValue::new(attribute::GEN_AI_OPERATION_NAME, "chat"),
            KeyValue::new(attribute::GEN_AI_PROVIDER_NAME, "openai"),
            KeyValue::new(attribute::GEN_AI_REQUEST_MODEL, MODEL),
            KeyValue::new(attribute::GEN_AI_REQUEST_TEMPERATURE, temperature),
            KeyValue::new(attribute::GEN_AI_REQUEST_MAX_TOKENS, i64::from(max_tokens)),
        ])
        .start(tracer);
    let context = Context::current_with_span(span);
    let attached = context.clone().attach();
    let reply = answer(model, temperature, max_tokens, reply);
    drop(attached);
    let span = context.span();
    if span.is_recording() {
        span.set_attributes([
            KeyValue::new(attribute::GEN_AI_RESPONSE_ID, reply.id.clone()),
            KeyValue::new(attribute::GEN_AI_RESPONSE_MODEL, RESPONSE_MODEL),
            KeyValue::new(
                attribute::GEN_AI_RESPONSE_FINISH_REASONS,
                Value::Array(Array::String(vec!["stop".into()])),
            ),
            KeyValue::new(
                attribute::GEN_AI_USAGE_INPUT_TOKENS,
                i64::from(reply.prompt_tokens),
            ),
            KeyValue::new(
                attribute::GEN_AI_USAGE_OUTPUT_TOKENS,
                i64::from(reply.completion_tokens),
            ),
        ]);
    }
    span.end();
    if let (Some(metrics), Some(started)) = (metrics, started) {
        metrics.duration.record(started.elapsed().as_secs_f64());
        metrics.input_tokens.record(u64::from(reply.prompt_tokens));
        metrics
            .output_tokens
            .record(u64::from(reply.completion_tokens));
    }
    reply
}

/// A workflow of four steps, whose path is a constant.
pub(crate) fn workflow(question: &str) -> usize {
    let known = [
        KeyValue::new(attribute::GEN_AI_OPERATION_NAME, "invoke_workflow"),
        KeyValue::new(attribute::GEN_AI_WORKFLOW_NAME, "answer"),
        KeyValue::new(attribute::OPENINFERENCE_SPAN_KIND, "CHAIN"),
    ];
    let path = [
        KeyValue::new(attribute::CHAIN_PATH, "plan > retrieve > rank > write"),
        KeyValue::new(attribute::CHAIN_PATH_HASH, "fa7b3da7440bd9dd"),
    ];
    spanned("invoke_workflow answer", known, path, || {
        let steps = ["plan", "retrieve", "rank", "write"];
        steps.into_iter().map(|name| step(name, question)).sum()
    })
}

fn step(name: &'static str, question: &str) -> usize {
    let known = [
        KeyValue::new(attribute::CHAIN_STEP_NAME, name),
        KeyValue::new(attribute::OPENINFERENCE_SPAN_KIND, "CHAIN"),
    ];
    spanned(name, known, [], || workflow::work(question))
}

/// Runs `work` in a span with attributes at its start and at its end.
fn spanned<R, const N: usize, const M: usize>(
    name: &'static str,
    known: [KeyValue; N],
    found: [KeyValue; M],
    run: impl FnOnce() -> R,
) -> R {
    let Instruments { tracer, .. } = INSTRUMENTS.get().unwrap();
    let span = tracer
        .span_builder(name)
        .with_attributes(known)
        .start(tracer);
    let context = Context::current_with_span(span);
    let attached = context.clone().attach();
    let value = run();
    drop(attached);
    let span = context.span();
    if M > 0 {
        span.set_attributes(found);
    }
    span.end();
    value
}

impl Metrics {
    fn bound(meter: &Meter) -> Self {
        let attributes = [
            KeyValue::new(attribute::GEN_AI_OPERATION_NAME, "chat"),
            KeyValue::new(attribute::GEN_AI_PROVIDER_NAME, "openai"),
            KeyValue::new(attribute::GEN_AI_REQUEST_MODEL, MODEL),
            KeyValue::new(attribute::GEN_AI_RESPONSE_MODEL, RESPONSE_MODEL),
        ];
        let (duration, tokens) = (
            &v1_41::GEN_AI_CLIENT_OPERATION_DURATION,
            &v1_41::GEN_AI_CLIENT_TOKEN_USAGE,
        );
        let tokens = meter
            .u64_histogram(tokens.name)
            .with_boundaries(tokens.boundaries.to_vec())
            .build();
        let of = |kind: &'static str| {
            let kind = KeyValue::new(attribute::GEN_AI_TOKEN_TYPE, kind);
            let attributes: Vec<_> = attributes.iter().cloned().chain([kind]).collect();
            tokens.bind(&attributes)
        };
        Self {
            input_tokens: of("input"),
            output_tokens: of("output"),
            duration: meter
                .f64_histogram(duration.name)
                .with_boundaries(duration.boundaries.to_vec())
                .build()
                .bind(&attributes),
        }
    }
}
