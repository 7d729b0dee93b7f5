//! Calls that are faster than the export of their spans, with default settings.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

use std::collections::HashSet;
use std::thread;
use std::time::Duration;

use genai_runtime::telemetry::{BatchSettings, OtlpProtocol, Signal, Telemetry};
use genai_runtime::{TelemetryGuard, Usage, llm_span};
use genai_tests::receiver::{BlackHole, Payload, Receiver};
use genai_tests::setup::{PROTOCOLS, exporter, quiet};
use opentelemetry::Context;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};

const CALLS: usize = 100_000;

/// Enough for a busy machine to encode and decode that many spans without optimization.
const MINUTES: Duration = Duration::from_secs(300);

#[llm_span(
    system = "openai",
    model = "gpt-4o-mini",
    temperature = 0.2,
    max_tokens = 256
)]
fn complete(prompt: &str) -> Usage {
    Usage::new().input(prompt.len() as u64).output(1)
}

fn install(endpoint: &str) -> TelemetryGuard {
    Telemetry::builder()
        .exporter(exporter(OtlpProtocol::Grpc, endpoint))
        .on_diagnostic(|_| {})
        .install()
        .unwrap()
}

/// The ids of all received spans, after asserting that they are unique, and the spans per request.
fn arrived(receiver: &Receiver) -> (HashSet<Vec<u8>>, Vec<usize>) {
    let mut ids = HashSet::new();
    let mut requests = Vec::new();
    for request in receiver.take() {
        let Payload::Traces(traces) = request.payload else {
            continue;
        };
        let scopes = traces.resource_spans.iter().flat_map(|of| &of.scope_spans);
        let spans: Vec<_> = scopes.flat_map(|scope| &scope.spans).collect();
        requests.push(spans.len());
        for span in spans {
            assert!(ids.insert(span.span_id.clone()), "a span arrived twice");
        }
    }
    (ids, requests)
}

#[test]
fn every_call_of_a_burst_arrives_or_is_queued_if_the_endpoint_does_not_answer() {
    let hole = BlackHole::open();
    let telemetry = install(&hole.endpoint());
    for _ in 0..CALLS {
        complete("how many?");
    }
    let error = telemetry.shutdown(Duration::from_secs(2)).unwrap_err();
    let mut failures = error.failures().iter();
    let spans = failures.find(|failure| failure.signal == Signal::Traces);
    let spans = spans.unwrap();
    assert_eq!(spans.items, CALLS, "{error}");
    assert!(!spans.reason.contains("queue"), "{error}");

    let receiver = Receiver::grpc();
    let telemetry = install(receiver.endpoint());
    for _ in 0..CALLS {
        complete("how many?");
    }
    assert_eq!(telemetry.flush(MINUTES), Ok(()));
    let (ids, requests) = arrived(&receiver);
    assert_eq!(ids.len(), CALLS);
    assert!(requests.iter().all(|spans| *spans <= 512), "{requests:?}");
    complete("once more");
    assert_eq!(telemetry.shutdown(MINUTES), Ok(()));
    assert_eq!(arrived(&receiver).0.len(), 1);
}

#[test]
fn flushes_and_a_shutdown_during_a_burst_on_four_threads_lose_nothing() {
    for protocol in PROTOCOLS {
        let receiver = match protocol {
            OtlpProtocol::Grpc => Receiver::grpc(),
            _ => Receiver::http(),
        };
        let telemetry = quiet(exporter(protocol, receiver.endpoint()));
        thread::scope(|scope| {
            let record = || {
                let tracer = telemetry.tracer_provider().tracer("burst");
                for _ in 0..5_000 {
                    tracer.start_with_context("span", &Context::new()).end();
                }
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(record)).collect();
            while threads.iter().any(|thread| !thread.is_finished()) {
                assert_eq!(telemetry.flush(MINUTES), Ok(()));
            }
        });
        assert_eq!(telemetry.shutdown(MINUTES), Ok(()));
        assert_eq!(arrived(&receiver).0.len(), 20_000);
    }
}

#[test]
fn spans_that_do_not_fit_the_queue_are_counted() {
    let hole = BlackHole::open();
    let telemetry = Telemetry::builder()
        .exporter(exporter(OtlpProtocol::HttpProtobuf, &hole.endpoint()))
        .span_batch(BatchSettings::new().queue_bytes(64 << 10))
        .on_diagnostic(|_| {})
        .build()
        .unwrap();
    let tracer = telemetry.tracer_provider().tracer("burst");
    for _ in 0..10_000 {
        tracer.start_with_context("span", &Context::new()).end();
    }
    let error = telemetry.shutdown(Duration::from_secs(1)).unwrap_err();
    let [failure] = error.failures() else {
        panic!("expected a failure of spans alone, found {error}")
    };
    assert_eq!((failure.signal, failure.items), (Signal::Traces, 10_000));
    assert_eq!(failure.reason, "the queue was full; no answer within 1s");
}
