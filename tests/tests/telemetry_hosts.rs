//! Hosts that add providers of their own to an installation, whose providers know less than the SDK's, or whose code
//! panics. Providers are global: one test at a time.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed unwrap is a failed test, and what panics is tested too"
)]

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use futures::stream::{self, StreamExt};
use genai_runtime::telemetry::{Exporter, Signal, Telemetry};
use genai_runtime::{
    Operation, Usage, chain_step, clear_logger_provider, llm_span, set_logger_provider,
};
use genai_tests::receiver::Receiver;
use opentelemetry::metrics::{
    Histogram, HistogramBuilder, InstrumentProvider, Meter, MeterProvider, NoopMeterProvider,
    SyncInstrument,
};
use opentelemetry::trace::{
    Link, SpanContext, SpanId, SpanKind, TraceContextExt, TraceFlags, TraceId, TraceState,
};
use opentelemetry::{Context, InstrumentationScope, KeyValue, global};
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};
use opentelemetry_sdk::trace::{
    InMemorySpanExporter, SamplingResult, SdkTracerProvider, ShouldSample,
};

#[llm_span(system = "openai", model = "m")]
fn call() -> Usage {
    Usage::new().input(12).output(34)
}

#[llm_span(system = "openai", model = "m")]
fn fail() -> Result<Usage, String> {
    Err("overloaded".to_owned())
}

static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs on a thread that knows no provider yet, beneath a span that is not sampled.
fn beneath_unsampled<R: Send + 'static>(run: fn() -> R) {
    let run = move || {
        let (trace, span) = (TraceId::from(7), SpanId::from(9));
        let around = SpanContext::new(trace, span, TraceFlags::NOT_SAMPLED, true, TraceState::NONE);
        let _around = Context::new().with_remote_span_context(around).attach();
        run()
    };
    thread::spawn(run).join().unwrap();
}

/// What an installation is whose exporter wants spans alone.
fn spans_alone(receiver: &Receiver) -> impl Sized + use<> {
    let otlp = Exporter::otlp().endpoint(receiver.endpoint());
    let builder = Telemetry::builder().exporter(Exporter::none());
    builder
        .exporter_for(Signal::Traces, otlp)
        .install()
        .unwrap()
}

#[test]
fn a_meter_provider_that_comes_later_measures_beneath_spans_that_are_not_sampled() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let _telemetry = spans_alone(&receiver);
    beneath_unsampled(call);
    let exporter = InMemoryMetricExporter::default();
    let host = SdkMeterProvider::builder()
        .with_periodic_exporter(exporter.clone())
        .build();
    global::set_meter_provider(host.clone());
    beneath_unsampled(call);
    host.force_flush().unwrap();
    let measured = exporter.get_finished_metrics().unwrap();
    let scopes = measured.iter().flat_map(ResourceMetrics::scope_metrics);
    let names = scopes.flat_map(|scope| scope.metrics().map(|metric| metric.name().to_owned()));
    let expected = [
        "gen_ai.client.token.usage",
        "gen_ai.client.operation.duration",
    ];
    assert_eq!(names.collect::<Vec<_>>(), expected);
}

#[test]
fn a_tracer_provider_that_comes_later_decides_about_spans_by_itself() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let _telemetry = spans_alone(&receiver);
    let exporter = InMemorySpanExporter::default();
    let host = SdkTracerProvider::builder()
        .with_sampler(opentelemetry_sdk::trace::Sampler::AlwaysOn)
        .with_simple_exporter(exporter.clone())
        .build();
    global::set_tracer_provider(host.clone());
    beneath_unsampled(call);
    assert_eq!(exporter.get_finished_spans().unwrap().len(), 1);
}

#[test]
fn a_logger_provider_that_comes_later_is_told_of_failures() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let _telemetry = spans_alone(&receiver);
    let logs = InMemoryLogExporter::default();
    let host = SdkLoggerProvider::builder()
        .with_simple_exporter(logs.clone())
        .build();
    set_logger_provider(&host);
    beneath_unsampled(fail);
    clear_logger_provider();
    assert_eq!(logs.get_emitted_logs().unwrap().len(), 1);
}

#[test]
fn a_logger_provider_that_was_there_before_is_told_of_failures() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let logs = InMemoryLogExporter::default();
    let host = SdkLoggerProvider::builder()
        .with_simple_exporter(logs.clone())
        .build();
    set_logger_provider(&host);
    let _telemetry = spans_alone(&receiver);
    beneath_unsampled(fail);
    clear_logger_provider();
    assert_eq!(logs.get_emitted_logs().unwrap().len(), 1);
}

/// What was measured, by instruments that cannot be bound; one of them may panic.
#[derive(Clone, Default)]
struct Measured {
    names: Arc<Mutex<Vec<Cow<'static, str>>>>,
    panics: &'static str,
}

struct Measuring {
    name: Cow<'static, str>,
    measured: Measured,
}

impl<T> SyncInstrument<T> for Measuring {
    fn measure(&self, _: T, _: &[KeyValue]) {
        assert_ne!(self.name, self.measured.panics, "it panics");
        self.measured.names.lock().unwrap().push(self.name.clone());
    }
}

impl InstrumentProvider for Measured {
    fn u64_histogram(&self, builder: HistogramBuilder<'_, Histogram<u64>>) -> Histogram<u64> {
        Histogram::new(self.named(builder.name))
    }

    fn f64_histogram(&self, builder: HistogramBuilder<'_, Histogram<f64>>) -> Histogram<f64> {
        Histogram::new(self.named(builder.name))
    }
}

impl Measured {
    fn named(&self, name: Cow<'static, str>) -> Arc<Measuring> {
        let measured = self.clone();
        Arc::new(Measuring { name, measured })
    }
}

/// A provider that is not the SDK's, nor without any data: it is as large as the SDK's.
struct Unbound(Arc<Measured>);

impl MeterProvider for Unbound {
    fn meter_with_scope(&self, _: InstrumentationScope) -> Meter {
        Meter::new(self.0.clone())
    }
}

/// Runs on a thread that knows no provider yet, where this measures.
fn measured_by<R: Send + 'static>(measured: &Measured, run: fn() -> R) -> R {
    global::set_meter_provider(Unbound(Arc::new(measured.clone())));
    let result = thread::spawn(run).join();
    global::set_meter_provider(NoopMeterProvider::new());
    result.unwrap()
}

#[test]
fn instruments_that_cannot_be_bound_measure_all_the_same() {
    let _turn = turn();
    let measured = Measured::default();
    measured_by(&measured, call);
    let measured = measured.names.lock().unwrap();
    let duration = "gen_ai.client.operation.duration";
    let tokens = "gen_ai.client.token.usage";
    assert_eq!(*measured, [tokens, tokens, duration]);
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn chunks() -> impl futures::Stream<Item = u32> {
    stream::iter([7, 8, 9])
}

#[test]
fn an_instrument_that_panics_leaves_a_stream_alone() {
    let _turn = turn();
    let measured = Measured {
        panics: "gen_ai.client.operation.time_per_output_chunk",
        ..Measured::default()
    };
    let collected: Vec<u32> = measured_by(&measured, || {
        futures::executor::block_on(chunks().collect())
    });
    assert_eq!(collected, [7, 8, 9]);
    let measured = measured.names.lock().unwrap();
    assert!(measured.contains(&"gen_ai.client.operation.duration".into()));
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
fn a_sampler_that_panics_leaves_the_function_alone() {
    let _turn = turn();
    let host = SdkTracerProvider::builder().with_sampler(Panics).build();
    global::set_tracer_provider(host);
    // On a thread that does not know of another provider.
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
