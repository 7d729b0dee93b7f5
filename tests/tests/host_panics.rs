//! Panics in the host's providers. Providers are global: one test at a time.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed unwrap is a failed test, and what panics is tested too"
)]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use futures::stream::{self, StreamExt};
use genai_runtime::content::ContentPolicy;
use genai_runtime::{
    ContentCapture, Operation, Usage, chain_step, clear_logger_provider, llm_span,
    set_logger_provider,
};
use genai_tests::measured::{Measured, measured_by};
use opentelemetry::trace::{Link, SpanKind, Status, TraceId};
use opentelemetry::{Context, InstrumentationScope, KeyValue, global};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogProcessor, SdkLogRecord, SdkLoggerProvider};
use opentelemetry_sdk::trace::{
    InMemorySpanExporter, SamplingResult, SdkTracerProvider, ShouldSample,
};

const DURATION: &str = "gen_ai.client.operation.duration";
const TOKENS: &str = "gen_ai.client.token.usage";

static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[llm_span(system = "openai", model = "m", input = "what was asked")]
fn call() -> Usage {
    Usage::new().input(12).output(34)
}

#[llm_span(system = "openai", model = "m", input = "what was asked")]
fn fail() -> Result<Usage, String> {
    Err("overloaded".to_owned())
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn chunks() -> impl futures::Stream<Item = u32> {
    stream::iter([7, 8, 9])
}

#[test]
fn a_panicking_instrument_does_not_affect_a_stream() {
    let _turn = turn();
    let measured = Measured::panicking("gen_ai.client.operation.time_per_output_chunk");
    let collected: Vec<u32> = measured_by(&measured, || {
        futures::executor::block_on(chunks().collect())
    });
    assert_eq!(collected, [7, 8, 9]);
    assert!(measured.names().contains(&DURATION.into()));
}

#[derive(Clone, Debug)]
struct Panics;

impl ShouldSample for Panics {
    fn should_sample(
        &self,
        _: Option<&Context>,
        _: TraceId,
        name: &str,
        _: &SpanKind,
        _: &[KeyValue],
        _: &[Link],
    ) -> SamplingResult {
        panic!("the sampler knows no {name}")
    }
}

#[chain_step]
fn step() -> u32 {
    7
}

#[chain_step]
async fn later() -> u32 {
    tokio::task::yield_now().await;
    7
}

#[chain_step]
fn numbers() -> impl futures::Stream<Item = u32> {
    stream::iter([7, 8])
}

#[test]
fn a_panicking_sampler_does_not_affect_functions() {
    let _turn = turn();
    let host = SdkTracerProvider::builder().with_sampler(Panics).build();
    global::set_tracer_provider(host);
    // On a new thread, which has not cached another provider.
    let seen = thread::spawn(|| {
        let steps = (step(), futures::executor::block_on(later()));
        let numbers: Vec<u32> = futures::executor::block_on(numbers().collect());
        Operation::step("by hand").start().end();
        (steps, numbers)
    });
    let seen = seen.join().unwrap();
    global::set_tracer_provider(SdkTracerProvider::default());
    assert_eq!(seen, ((7, 7), vec![7, 8]));
}

/// A value in a context.
struct Mark(u32);

fn mark() -> Option<u32> {
    Context::map_current(|context| context.get::<Mark>().map(|mark| mark.0))
}

#[chain_step]
fn marks() -> impl futures::Stream<Item = Option<u32>> {
    stream::iter([(), ()]).map(|()| mark())
}

#[test]
fn a_panicking_sampler_loses_nothing_but_the_span() {
    let _turn = turn();
    let host = SdkTracerProvider::builder().with_sampler(Panics).build();
    global::set_tracer_provider(host);
    let measured = Measured::default();
    let seen = measured_by(&measured, || {
        call();
        let marked = Context::current().with_value(Mark(7));
        let by_parent = Operation::step("step").parent(&marked).run(mark);
        let marked = marked.attach();
        let marks = marks();
        drop(marked);
        let marks: Vec<_> = futures::executor::block_on(marks.collect());
        (by_parent, marks)
    });
    global::set_tracer_provider(SdkTracerProvider::default());
    assert_eq!(measured.names(), [TOKENS, TOKENS, DURATION]);
    assert_eq!(seen, (Some(7), vec![Some(7), Some(7)]));
}

#[derive(Debug)]
struct PanickingLogs;

impl LogProcessor for PanickingLogs {
    fn emit(&self, _: &mut SdkLogRecord, _: &InstrumentationScope) {
        panic!("no log record is right")
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }
}

#[test]
fn a_panicking_log_processor_does_not_affect_the_span() {
    let _turn = turn();
    let spans = InMemorySpanExporter::default();
    let host = SdkTracerProvider::builder()
        .with_simple_exporter(spans.clone())
        .build();
    global::set_tracer_provider(host.clone());
    let logs = SdkLoggerProvider::builder()
        .with_log_processor(PanickingLogs)
        .build();
    set_logger_provider(&logs);
    ContentPolicy::default()
        .capture(ContentCapture::SpanAndEvent)
        .install();
    let seen = thread::spawn(|| (call(), fail().is_err())).join();
    ContentPolicy::default().install();
    clear_logger_provider();
    assert!(seen.unwrap().1);
    let spans = spans.get_finished_spans().unwrap();
    let has = |span: usize, key: &str| {
        let mut attributes = spans[span].attributes.iter();
        attributes.any(|attribute| attribute.key.as_str() == key)
    };
    assert_eq!(spans.len(), 2);
    assert!(has(0, "gen_ai.usage.input_tokens"));
    assert!(has(1, "error.type"));
    assert!(matches!(spans[1].status, Status::Error { .. }));
}
