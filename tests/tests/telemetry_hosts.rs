//! Hosts that add providers of their own to an installation, or whose providers are not the SDK's. Providers are
//! global: one test at a time.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use genai_runtime::telemetry::{Exporter, Signal, Telemetry};
use genai_runtime::{Usage, clear_logger_provider, llm_span, set_logger_provider};
use genai_tests::measured::{Measured, measured_by};
use genai_tests::receiver::Receiver;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState};
use opentelemetry::{Context, global};
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

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

/// Runs `run` on a new thread, beneath a span that is not sampled.
fn beneath_unsampled<R: Send + 'static>(run: fn() -> R) {
    let run = move || {
        let (trace, span) = (TraceId::from(7), SpanId::from(9));
        let around = SpanContext::new(trace, span, TraceFlags::NOT_SAMPLED, true, TraceState::NONE);
        let _around = Context::new().with_remote_span_context(around).attach();
        run()
    };
    thread::spawn(run).join().unwrap();
}

/// An installation that exports spans only.
fn spans_alone(receiver: &Receiver) -> impl Sized + use<> {
    let otlp = Exporter::otlp().endpoint(receiver.endpoint());
    let builder = Telemetry::builder().exporter(Exporter::none());
    builder
        .exporter_for(Signal::Traces, otlp)
        .install()
        .unwrap()
}

#[test]
fn a_meter_provider_installed_later_measures_beneath_unsampled_spans() {
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
fn a_tracer_provider_installed_later_samples_by_itself() {
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
fn a_logger_provider_installed_later_receives_failures() {
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
fn a_logger_provider_installed_before_receives_failures() {
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

#[test]
fn instruments_that_cannot_be_bound_still_measure() {
    let _turn = turn();
    let measured = Measured::default();
    measured_by(&measured, call);
    let duration = "gen_ai.client.operation.duration";
    let tokens = "gen_ai.client.token.usage";
    assert_eq!(measured.names(), [tokens, tokens, duration]);
}
