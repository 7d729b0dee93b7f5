//! Calls to a model and steps, with different providers.

use std::hint::black_box;
use std::time::Duration;

use genai_runtime::telemetry::{BatchSettings, Exporter, Signal};
use genai_runtime::{Telemetry, Usage, chain_step, llm_span};
use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState};

use crate::{REPETITIONS, Work, host, repeated};

#[llm_span(system = "openai")]
fn complete(model: &str, temperature: f64, max_tokens: u32) -> Usage {
    black_box((model, temperature, max_tokens));
    Usage::new().input(12).output(34)
}

#[chain_step(kind = workflow, name = "answers")]
fn answer(question: &str) -> usize {
    let (found, ranked) = (find(question), rank(question));
    write(question) + check(question) + found + ranked
}

#[chain_step(kind = retrieval, data_source = "handbook")]
fn find(question: &str) -> usize {
    black_box(question).len()
}

#[chain_step(kind = rerank)]
fn rank(question: &str) -> usize {
    black_box(question).len()
}

#[chain_step]
fn write(question: &str) -> usize {
    black_box(question).len()
}

#[chain_step(kind = tool)]
fn check(question: &str) -> usize {
    black_box(question).len()
}

fn one_call() {
    black_box(complete(black_box("gpt-4o-mini"), 0.7, 256));
}

pub(crate) fn call() -> Work {
    host::install_tracer();
    repeated(one_call)
}

pub(crate) fn with_metrics() -> Work {
    host::install_tracer();
    host::install_meter();
    repeated(one_call)
}

/// Spans of an installation, which exports none of them: console output would be counted, too.
pub(crate) fn installed() -> Work {
    let never = BatchSettings::default()
        .delay(Duration::from_secs(24 * 60 * 60))
        .batch_size(1 << 20);
    let telemetry = Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(Signal::Traces, Exporter::console())
        .span_batch(never)
        .install();
    assert!(telemetry.is_ok(), "{telemetry:?}");
    // Pending spans would be printed.
    std::mem::forget(telemetry);
    repeated(one_call)
}

pub(crate) fn workflow() -> Work {
    host::install_tracer();
    repeated(|| {
        black_box(answer(black_box("how many days")));
    })
}

pub(crate) fn unobserved() -> Work {
    repeated(one_call)
}

pub(crate) fn disabled() -> Work {
    let telemetry = Telemetry::builder().disabled(true).install();
    assert!(telemetry.is_ok(), "{telemetry:?}");
    repeated(move || {
        black_box(&telemetry);
        one_call();
    })
}

pub(crate) fn unsampled() -> Work {
    host::install_tracer();
    let parent = SpanContext::new(
        TraceId::from(1),
        SpanId::from(1),
        TraceFlags::NOT_SAMPLED,
        true,
        TraceState::NONE,
    );
    let parent = Context::new().with_remote_span_context(parent);
    Box::new(move || {
        let _parent = parent.clone().attach();
        for _ in 0..REPETITIONS {
            one_call();
        }
    })
}
