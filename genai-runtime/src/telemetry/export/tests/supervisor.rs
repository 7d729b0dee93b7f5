//! Exporters that fail in every way they can.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use opentelemetry::Context;
use opentelemetry_sdk::trace::{Sampler, SamplingDecision, SamplingResult, ShouldSample};

use super::bench::{Behaviour, PLENTY, bench};

#[test]
fn a_panicking_exporter_loses_one_batch_and_continues() {
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
fn notices_of_failures_are_rate_limited_and_each_failure_is_reported_once() {
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
