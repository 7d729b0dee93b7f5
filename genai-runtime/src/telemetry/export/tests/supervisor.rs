//! Exporters that fail in every way they can, behind the SDK's own processors.

use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use opentelemetry::Context;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, Sampler, SamplingDecision, SamplingResult,
    SdkTracerProvider, ShouldSample, SpanData, SpanExporter,
};

use super::driver::Driver;
use super::ledger::Ledger;
use super::pipeline::{Pipeline, Worker};
use super::spans::{CountedSpans, SupervisedSpans};
use super::supervisor::Supervisor;
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::shutdown;
use crate::telemetry::signal::Signal;

const PLENTY: Duration = Duration::from_secs(30);

#[derive(Debug)]
enum Behaviour {
    Panic,
    Fail,
    Hang,
    Succeed,
}

#[derive(Debug)]
struct Scripted {
    script: Mutex<Vec<Behaviour>>,
    exported: Arc<AtomicUsize>,
}

impl SpanExporter for Scripted {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let next = self.script.lock().unwrap().pop();
        match next.unwrap_or(Behaviour::Succeed) {
            Behaviour::Panic => panic!("out of paper"),
            Behaviour::Fail => Err(OTelSdkError::InternalFailure("refused".to_owned())),
            Behaviour::Hang => pending().await,
            Behaviour::Succeed => {
                self.exported.fetch_add(batch.len(), Ordering::SeqCst);
                Ok(())
            }
        }
    }
}

struct Bench {
    provider: SdkTracerProvider,
    pipeline: Pipeline,
    exported: Arc<AtomicUsize>,
    messages: mpsc::Receiver<String>,
}

fn bench(script: Vec<Behaviour>, queue_size: usize, sampler: impl ShouldSample + 'static) -> Bench {
    let (sender, messages) = mpsc::channel();
    let diagnostics =
        Diagnostics::to(move |message| sender.send(message.to_owned()).unwrap_or_default());
    let ledger = Arc::new(Ledger::new(
        Signal::Traces,
        "printer".to_owned(),
        diagnostics,
    ));
    let exported = Arc::new(AtomicUsize::new(0));
    let script = Mutex::new(script.into_iter().rev().collect());
    let printer = Scripted {
        script,
        exported: Arc::clone(&exported),
    };
    let supervisor = Supervisor::new(Arc::clone(&ledger), Driver::default());
    let config = BatchConfigBuilder::default()
        .with_max_queue_size(queue_size)
        .with_max_export_batch_size(queue_size)
        .with_scheduled_delay(Duration::from_secs(3600))
        .build();
    let processor = Arc::new(BatchSpanProcessor::new(
        SupervisedSpans::new(printer, supervisor),
        config,
    ));
    let pipeline = Pipeline {
        worker: Worker::Spans(Arc::clone(&processor)),
        ledgers: vec![Arc::clone(&ledger)],
    };
    let provider = SdkTracerProvider::builder()
        .with_sampler(sampler)
        .with_span_processor(CountedSpans::new(processor, ledger))
        .build();
    Bench {
        provider,
        pipeline,
        exported,
        messages,
    }
}

fn record(provider: &SdkTracerProvider, spans: usize) {
    let tracer = provider.tracer("bench");
    for _ in 0..spans {
        tracer.start_with_context("span", &Context::new()).end();
    }
}

impl Bench {
    fn record(&self, spans: usize) {
        record(&self.provider, spans);
    }

    fn flush(&self) -> Result<(), String> {
        shutdown::flush(std::slice::from_ref(&self.pipeline), PLENTY)
            .map_err(|error| error.to_string())
    }

    fn shutdown(&self, timeout: Duration) -> Result<(), String> {
        shutdown::shutdown(std::slice::from_ref(&self.pipeline), timeout)
            .map_err(|error| error.to_string())
    }
}

#[test]
fn a_panicking_exporter_loses_its_batch_and_goes_on() {
    let bench = bench(vec![Behaviour::Panic], 100, Sampler::AlwaysOn);
    bench.record(2);
    let expected = "not exported: 2 spans to printer: the exporter panicked: out of paper";
    assert_eq!(bench.flush().unwrap_err(), expected);
    bench.record(3);
    assert_eq!(bench.flush(), Ok(()));
    assert_eq!(bench.shutdown(PLENTY), Ok(()));
    assert_eq!(bench.exported.load(Ordering::SeqCst), 3);
}

#[test]
fn failures_are_mentioned_once_in_a_while_and_reported_once() {
    let bench = bench(
        vec![Behaviour::Fail, Behaviour::Fail],
        100,
        Sampler::AlwaysOn,
    );
    bench.record(1);
    assert_eq!(
        bench.flush().unwrap_err(),
        "not exported: 1 span to printer: refused"
    );
    bench.record(4);
    assert_eq!(
        bench.flush().unwrap_err(),
        "not exported: 4 spans to printer: refused"
    );
    assert_eq!(bench.shutdown(PLENTY), Ok(()));
    let messages: Vec<_> = bench.messages.try_iter().collect();
    assert_eq!(messages, ["1 span not exported to printer: refused"]);
}

#[test]
fn a_shutdown_gives_up_an_export_that_hangs() {
    let bench = bench(vec![Behaviour::Hang], 100, Sampler::AlwaysOn);
    bench.record(5);
    let start = Instant::now();
    let error = bench.shutdown(Duration::from_millis(300)).unwrap_err();
    assert!(start.elapsed() < PLENTY);
    assert_eq!(
        error,
        "not exported: 5 spans to printer: no answer within 300ms"
    );
    let messages: Vec<_> = bench.messages.try_iter().collect();
    assert_eq!(messages, [""; 0], "the shutdown has reported it");
}

#[test]
fn a_flush_that_is_late_says_what_is_on_its_way() {
    let bench = bench(vec![Behaviour::Hang], 100, Sampler::AlwaysOn);
    bench.record(5);
    let error = shutdown::flush(
        std::slice::from_ref(&bench.pipeline),
        Duration::from_millis(50),
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "not exported: 5 spans to printer: no answer within 50ms"
    );
    let error = bench.shutdown(Duration::from_millis(100)).unwrap_err();
    assert_eq!(
        error,
        "not exported: 5 spans to printer: no answer within 100ms"
    );
}

#[test]
fn what_a_full_queue_drops_is_counted() {
    let bench = bench(vec![Behaviour::Hang], 2, Sampler::AlwaysOn);
    // The worker takes at most two spans before it hangs, and the queue holds two more.
    bench.record(50);
    let error = bench.shutdown(Duration::from_secs(1)).unwrap_err();
    let lost = 50 - bench.exported.load(Ordering::SeqCst);
    let expected =
        format!("not exported: {lost} spans to printer: no answer within 1s; the queue was full");
    assert_eq!(error, expected);
    assert!(lost >= 46, "{error}");
}

#[test]
fn a_flush_beside_recording_threads_loses_nothing() {
    let bench = bench(Vec::new(), 10_000, Sampler::AlwaysOn);
    std::thread::scope(|scope| {
        let provider = &bench.provider;
        let recording: Vec<_> = (0..4)
            .map(|_| scope.spawn(move || record(provider, 1000)))
            .collect();
        while recording.iter().any(|thread| !thread.is_finished()) {
            assert_eq!(bench.flush(), Ok(()));
        }
    });
    assert_eq!(bench.shutdown(PLENTY), Ok(()));
    assert_eq!(bench.exported.load(Ordering::SeqCst), 4000);
}

#[derive(Clone, Debug)]
struct RecordOnly;

impl ShouldSample for RecordOnly {
    fn should_sample(
        &self,
        _parent: Option<&Context>,
        _trace_id: opentelemetry::trace::TraceId,
        _name: &str,
        _kind: &opentelemetry::trace::SpanKind,
        _attributes: &[opentelemetry::KeyValue],
        _links: &[opentelemetry::trace::Link],
    ) -> SamplingResult {
        SamplingResult {
            decision: SamplingDecision::RecordOnly,
            attributes: Vec::new(),
            trace_state: opentelemetry::trace::TraceState::default(),
        }
    }
}

#[test]
fn spans_that_are_only_recorded_are_not_exported() {
    let bench = bench(Vec::new(), 100, RecordOnly);
    bench.record(10);
    assert_eq!(bench.flush(), Ok(()));
    assert_eq!(bench.shutdown(PLENTY), Ok(()));
    assert_eq!(bench.exported.load(Ordering::SeqCst), 0);
}
