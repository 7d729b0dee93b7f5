//! Spans that are recorded faster than they are exported.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};

use crate::telemetry::export::span_queue::QueueLimits;

use super::bench::{Behaviour, PLENTY, bench_within, record, record_as};

const HOUR: Duration = Duration::from_secs(3600);

pub(super) fn limits(batch: usize) -> QueueLimits {
    QueueLimits {
        spans: usize::MAX,
        bytes: usize::MAX,
        batch,
        delay: HOUR,
    }
}

/// An exporter that answers so often, each time that the next sender is dropped.
fn answering(times: usize) -> (Vec<mpsc::Sender<()>>, Vec<Behaviour>) {
    let channels = (0..times).map(|_| mpsc::channel());
    let waits = channels.map(|(release, released)| (release, Behaviour::Wait(released)));
    waits.unzip()
}

/// Records one span each on so many threads, one after the other.
fn record_on_threads(provider: &SdkTracerProvider, threads: usize) {
    for _ in 0..threads {
        thread::scope(|scope| {
            scope.spawn(|| record(provider, 1));
        });
    }
}

/// Records spans with an attribute of so many bytes.
fn record_large(provider: &SdkTracerProvider, spans: usize, bytes: usize) {
    let tracer = provider.tracer("bench");
    for _ in 0..spans {
        let mut span = tracer.start_with_context("span", &Context::new());
        span.set_attribute(KeyValue::new("text", "x".repeat(bytes)));
        span.end();
    }
}

#[test]
fn a_burst_waits_for_a_slow_exporter() {
    let (release, released) = mpsc::channel();
    let script = vec![Behaviour::Wait(released)];
    let bench = bench_within(script, limits(512), Sampler::AlwaysOn);
    bench.record(100_000);
    assert_eq!(bench.exported(), 0, "the exporter has not answered");
    drop(release);
    assert_eq!(bench.flush(), Ok(()));
    assert_eq!(bench.exported(), 100_000);
    let batches = bench.batches.lock().unwrap();
    let (last, full) = batches.split_last().unwrap();
    assert!(full.iter().all(|spans| *spans == 512), "{full:?}");
    assert_eq!((full.len(), *last), (195, 160));
}

#[test]
fn pending_spans_are_limited_in_bytes() {
    let limits = QueueLimits {
        bytes: 100_000,
        ..limits(1000)
    };
    let (release, released) = mpsc::channel();
    let script = vec![Behaviour::Wait(released)];
    let bench = bench_within(script, limits, Sampler::AlwaysOn);
    // Half of the room: the exporter gets them, and keeps them.
    record_large(&bench.provider, 5, 10_000);
    bench.wait_for_an_export();
    record_large(&bench.provider, 50, 10_000);
    drop(release);
    // Beside its text, a span takes some hundred bytes: nine of them wait.
    let expected = "not exported: 41 spans to printer: the queue was full";
    assert_eq!(bench.flush().unwrap_err(), expected);
    assert_eq!(bench.exported(), 5 + 9);
    record_large(&bench.provider, 4, 10_000);
    assert_eq!(bench.flush(), Ok(()), "there is room again");
    assert_eq!(bench.exported(), 5 + 9 + 4);
}

#[test]
fn spans_are_exported_before_the_queue_is_full_even_if_it_is_small() {
    let limits = QueueLimits {
        bytes: 1 << 20,
        ..limits(512)
    };
    let bench = bench_within(Vec::new(), limits, Sampler::AlwaysOn);
    for recorded in [6, 12, 18, 24] {
        record_large(&bench.provider, 6, 100_000);
        let deadline = Instant::now() + PLENTY;
        assert!(bench.ledger().wait_settled(recorded, Some(deadline)));
    }
    assert_eq!(bench.exported(), 24);
}

/// An exporter that answers once per round, while twice as much comes.
#[test]
fn spans_of_an_idle_thread_are_exported_during_a_burst_of_others() {
    const ROUNDS: usize = 40;
    const QUIET: [&str; 4] = ["one", "two", "three", "four"];
    let limits = QueueLimits {
        delay: Duration::ZERO,
        ..limits(8)
    };
    let (releases, script) = answering(ROUNDS);
    let bench = bench_within(script, limits, Sampler::AlwaysOn);
    bench.record(8);
    bench.wait_for_an_export();
    for name in QUIET {
        thread::scope(|scope| {
            scope.spawn(|| record_as(&bench.provider, name.to_owned()));
        });
    }
    let mut releases = releases.into_iter();
    for release in releases.by_ref().take(ROUNDS - 1) {
        bench.record(16);
        let turn = bench.ledger().turn();
        drop(release);
        assert!(bench.ledger().wait_turn(turn, Instant::now() + PLENTY));
    }
    // One export goes on: behind it all would leave at once.
    let waiting = QUIET.iter().filter(|name| !bench.has_exported(name));
    assert_eq!(waiting.count(), 0);
}

#[test]
fn large_spans_are_exported_in_smaller_batches() {
    let bench = bench_within(Vec::new(), limits(512), Sampler::AlwaysOn);
    record_large(&bench.provider, 20, 1 << 19);
    // One that is larger than any batch should be goes alone.
    record_large(&bench.provider, 1, 3 << 20);
    record_large(&bench.provider, 2, 10);
    assert_eq!(bench.flush(), Ok(()));
    assert_eq!(*bench.batches.lock().unwrap(), [3, 3, 3, 3, 3, 3, 2, 1, 2]);
}

#[test]
fn pending_spans_of_several_threads_are_exported_once_they_fill_a_batch() {
    let limits = QueueLimits {
        spans: 8,
        ..limits(8)
    };
    let bench = bench_within(Vec::new(), limits, Sampler::AlwaysOn);
    for recorded in [8, 16] {
        record_on_threads(&bench.provider, 8);
        let deadline = Instant::now() + PLENTY;
        assert!(bench.ledger().wait_settled(recorded, Some(deadline)));
    }
    assert_eq!(bench.exported(), 16);
}

#[test]
fn large_spans_of_several_threads_are_exported_before_the_queue_is_full() {
    let limits = QueueLimits {
        bytes: 5 << 20,
        ..limits(512)
    };
    let bench = bench_within(Vec::new(), limits, Sampler::AlwaysOn);
    for recorded in 1..=12 {
        let provider = &bench.provider;
        thread::scope(|scope| {
            scope.spawn(|| record_large(provider, 1, 1 << 20));
        });
        if recorded % 3 == 0 {
            let deadline = Instant::now() + PLENTY;
            assert!(bench.ledger().wait_settled(recorded - 1, Some(deadline)));
        }
    }
    assert_eq!(bench.flush(), Ok(()));
    assert_eq!(bench.exported(), 12);
}

/// An exporter that answers once per round, while few spans of many threads come.
#[test]
fn a_slow_exporter_gets_larger_batches() {
    const ROUNDS: usize = 40;
    let limits = QueueLimits {
        delay: Duration::ZERO,
        ..limits(512)
    };
    let (releases, script) = answering(ROUNDS);
    let bench = bench_within(script, limits, Sampler::AlwaysOn);
    for release in releases {
        record_on_threads(&bench.provider, 4);
        let turn = bench.ledger().turn();
        drop(release);
        assert!(bench.ledger().wait_turn(turn, Instant::now() + PLENTY));
    }
    assert_eq!(bench.flush(), Ok(()));
    assert_eq!(bench.exported(), 4 * ROUNDS);
    let exports = bench.batches.lock().unwrap().len();
    // Each of the open batches may have been closed twice since the last round.
    assert!(exports <= ROUNDS + 8, "{exports}");
}

#[test]
fn an_exporter_that_panics_during_a_burst_loses_one_batch() {
    let script = vec![Behaviour::Succeed, Behaviour::Panic, Behaviour::Fail];
    let bench = bench_within(script, limits(10), Sampler::AlwaysOn);
    bench.record(1000);
    let error = bench.flush().unwrap_err();
    let reasons = "the exporter panicked: out of paper; refused";
    let expected = format!("not exported: 20 spans to printer: {reasons}");
    assert_eq!(error, expected);
    assert_eq!(bench.exported(), 980);
}

#[test]
fn pending_spans_are_exported_in_time_and_then_the_worker_sleeps() {
    let limits = QueueLimits {
        delay: Duration::from_millis(1),
        ..limits(100)
    };
    let bench = bench_within(Vec::new(), limits, Sampler::AlwaysOn);
    for recorded in [3, 6] {
        bench.record(3);
        let deadline = Instant::now() + PLENTY;
        assert!(bench.ledger().wait_settled(recorded, Some(deadline)));
        // No signal marks that a thread falls asleep.
        while bench.worker.queue().rest() != (true, 0) {
            assert!(Instant::now() < deadline, "the worker does not rest");
            thread::yield_now();
        }
    }
    assert_eq!(bench.exported(), 6);
}
