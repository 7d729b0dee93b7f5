//! One annotated call beside the same call instrumented by hand on the OpenTelemetry API.
#![allow(
    missing_docs,
    reason = "criterion's macros make undocumented functions"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use genai_runtime::{Usage, llm_span};
use opentelemetry::trace::{Span, SpanKind, Tracer};
use opentelemetry::{KeyValue, global};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanProcessor};

/// Takes spans and does nothing with them: both sides pay for the SDK and not for an exporter.
#[derive(Debug)]
struct Discard;

impl SpanProcessor for Discard {
    fn on_start(&self, _: &mut opentelemetry_sdk::trace::Span, _: &opentelemetry::Context) {}

    fn on_end(&self, span: SpanData) {
        black_box(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: std::time::Duration) -> OTelSdkResult {
        Ok(())
    }
}

#[llm_span(system = "openai")]
fn annotated(model: &str, temperature: f64, max_tokens: u32) -> Usage {
    black_box((model, temperature, max_tokens));
    Usage::new().input(12).output(34)
}

fn by_hand(model: &str, temperature: f64, max_tokens: u32) -> Usage {
    let tracer = global::tracer("by-hand");
    let mut span = tracer
        .span_builder(format!("chat {model}"))
        .with_kind(SpanKind::Client)
        .with_attributes([
            KeyValue::new("gen_ai.operation.name", "chat"),
            KeyValue::new("gen_ai.provider.name", "openai"),
            KeyValue::new("gen_ai.request.model", model.to_owned()),
            KeyValue::new("gen_ai.request.temperature", temperature),
            KeyValue::new("gen_ai.request.max_tokens", i64::from(max_tokens)),
        ])
        .start(&tracer);
    black_box((model, temperature, max_tokens));
    let usage = Usage::new().input(12).output(34);
    span.set_attribute(KeyValue::new("gen_ai.usage.input_tokens", 12));
    span.set_attribute(KeyValue::new("gen_ai.usage.output_tokens", 34));
    span.end();
    usage
}

fn compare(criterion: &mut Criterion) {
    global::set_tracer_provider(
        SdkTracerProvider::builder()
            .with_span_processor(Discard)
            .build(),
    );
    let mut group = criterion.benchmark_group("one call");
    group.bench_function("annotated", |bench| {
        bench.iter(|| annotated(black_box("gpt-4o-mini"), 0.7, 256));
    });
    group.bench_function("by hand", |bench| {
        bench.iter(|| by_hand(black_box("gpt-4o-mini"), 0.7, 256));
    });
    group.finish();
}

criterion_group!(benches, compare);
criterion_main!(benches);
