//! The same call instrumented by hand on the OpenTelemetry API by an expert: with the SDK's own tracer, without the
//! boxes of the global one; tracer and instruments are looked up once; keys are static; the response is recorded at
//! once, and only if the span records.

use std::sync::OnceLock;
use std::time::Instant;

use genai_semconv::metric::{Metric, v1_41};
use opentelemetry::context::FutureExt;
use opentelemetry::metrics::{Histogram, Meter, MeterProvider};
use opentelemetry::trace::{Span, SpanKind, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Array, Context, Key, KeyValue, Value};
use opentelemetry_sdk::trace::SdkTracer;

use crate::annotated::{Reply, answer};
use crate::destination::Destination;
use crate::setup::Providers;

const OPERATION: Key = Key::from_static_str("gen_ai.operation.name");
const PROVIDER: Key = Key::from_static_str("gen_ai.provider.name");
const REQUEST_MODEL: Key = Key::from_static_str("gen_ai.request.model");
const TEMPERATURE: Key = Key::from_static_str("gen_ai.request.temperature");
const MAX_TOKENS: Key = Key::from_static_str("gen_ai.request.max_tokens");
const RESPONSE_ID: Key = Key::from_static_str("gen_ai.response.id");
const RESPONSE_MODEL: Key = Key::from_static_str("gen_ai.response.model");
const FINISH_REASONS: Key = Key::from_static_str("gen_ai.response.finish_reasons");
const INPUT_TOKENS: Key = Key::from_static_str("gen_ai.usage.input_tokens");
const OUTPUT_TOKENS: Key = Key::from_static_str("gen_ai.usage.output_tokens");
const TOKEN_TYPE: Key = Key::from_static_str("gen_ai.token.type");

#[derive(Debug)]
struct Instruments {
    tracer: SdkTracer,
    metrics: Option<Metrics>,
}

#[derive(Debug)]
struct Metrics {
    duration: Histogram<f64>,
    tokens: Histogram<u64>,
}

static INSTRUMENTS: OnceLock<Instruments> = OnceLock::new();

/// Makes this module use these providers.
///
/// # Panics
///
/// Panics if it uses others already.
pub(crate) fn install(providers: Providers) -> Destination {
    let metrics = providers
        .meter
        .map(|meter| Metrics::new(&meter.meter("by-hand")));
    let instruments = Instruments {
        tracer: providers.tracer.tracer("by-hand"),
        metrics,
    };
    INSTRUMENTS.set(instruments).unwrap();
    providers.destination
}

fn instruments() -> &'static Instruments {
    INSTRUMENTS.get().unwrap()
}

pub(crate) async fn complete<'r>(
    model: &str,
    temperature: f64,
    max_tokens: u32,
    reply: &'r Reply,
) -> &'r Reply {
    let instruments = instruments();
    let started = Instant::now();
    let span = instruments.start(model, temperature, max_tokens);
    let is_recording = span.is_recording();
    let context = Context::current_with_span(span);
    let reply = async { answer(model, temperature, max_tokens, reply) }
        .with_context(context.clone())
        .await;
    instruments.end(&context, is_recording, started, model, reply);
    reply
}

pub(crate) fn complete_blocking<'r>(
    model: &str,
    temperature: f64,
    max_tokens: u32,
    reply: &'r Reply,
) -> &'r Reply {
    let instruments = instruments();
    let started = Instant::now();
    let span = instruments.start(model, temperature, max_tokens);
    let is_recording = span.is_recording();
    let context = Context::current_with_span(span);
    let attached = context.clone().attach();
    let reply = answer(model, temperature, max_tokens, reply);
    drop(attached);
    instruments.end(&context, is_recording, started, model, reply);
    reply
}

impl Instruments {
    fn start(
        &self,
        model: &str,
        temperature: f64,
        max_tokens: u32,
    ) -> opentelemetry_sdk::trace::Span {
        self.tracer
            .span_builder(format!("chat {model}"))
            .with_kind(SpanKind::Client)
            .with_attributes([
                KeyValue::new(OPERATION, "chat"),
                KeyValue::new(PROVIDER, "openai"),
                KeyValue::new(REQUEST_MODEL, model.to_owned()),
                KeyValue::new(TEMPERATURE, temperature),
                KeyValue::new(MAX_TOKENS, i64::from(max_tokens)),
            ])
            .start(&self.tracer)
    }

    fn end(
        &self,
        context: &Context,
        is_recording: bool,
        started: Instant,
        model: &str,
        reply: &Reply,
    ) {
        let span = context.span();
        if is_recording {
            let reasons = vec![reply.finish_reason.clone().into()];
            span.set_attributes([
                KeyValue::new(RESPONSE_ID, reply.id.clone()),
                KeyValue::new(RESPONSE_MODEL, reply.model.clone()),
                KeyValue::new(FINISH_REASONS, Value::Array(Array::String(reasons))),
                KeyValue::new(INPUT_TOKENS, i64::from(reply.prompt_tokens)),
                KeyValue::new(OUTPUT_TOKENS, i64::from(reply.completion_tokens)),
            ]);
        }
        span.end();
        if let Some(metrics) = &self.metrics {
            metrics.record(started, model, reply);
        }
    }
}

impl Metrics {
    fn new(meter: &Meter) -> Self {
        let (duration, tokens) = (
            &v1_41::GEN_AI_CLIENT_OPERATION_DURATION,
            &v1_41::GEN_AI_CLIENT_TOKEN_USAGE,
        );
        let boundaries = |metric: &Metric| metric.boundaries.to_vec();
        Self {
            duration: meter
                .f64_histogram(duration.name)
                .with_unit(duration.unit)
                .with_boundaries(boundaries(duration))
                .build(),
            tokens: meter
                .u64_histogram(tokens.name)
                .with_unit(tokens.unit)
                .with_boundaries(boundaries(tokens))
                .build(),
        }
    }

    fn record(&self, started: Instant, model: &str, reply: &Reply) {
        let seconds = started.elapsed().as_secs_f64();
        // Attributes in the same order, with the token type last, because another order would have to be sorted.
        let [operation, provider, request, response] = [
            KeyValue::new(OPERATION, "chat"),
            KeyValue::new(PROVIDER, "openai"),
            KeyValue::new(REQUEST_MODEL, model.to_owned()),
            KeyValue::new(RESPONSE_MODEL, reply.model.clone()),
        ];
        let input = KeyValue::new(TOKEN_TYPE, "input");
        let mut attributes = [operation, provider, request, response, input];
        self.tokens
            .record(u64::from(reply.prompt_tokens), &attributes);
        let [.., kind] = &mut attributes;
        kind.value = "output".into();
        self.tokens
            .record(u64::from(reply.completion_tokens), &attributes);
        let [common @ .., _] = &attributes;
        self.duration.record(seconds, common);
    }
}
