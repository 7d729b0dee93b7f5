//! Flushes that are late, many or short, and queues that are too small.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use opentelemetry_sdk::error::OTelSdkError;
use opentelemetry_sdk::trace::Sampler;

use crate::telemetry::ending::Ending;
use crate::telemetry::export::span_queue::QueueLimits;
use crate::telemetry::{Stores, shutdown};

use super::bench::{Behaviour, Bench, PLENTY, bench, bench_within, record, record_as};

/// An exporter that waits until the sender is dropped.
fn waiting(queue_size: usize) -> (Bench, mpsc::Sender<()>) {
    let (release, released) = mpsc::channel();
    let script = vec![Behaviour::Wait(released)];
    (bench(script, queue_size, Sampler::AlwaysOn), release)
}

#[test]
fn a_flush_that_times_out_reports_pending_spans() {
    let bench = bench(vec![Behaviour::Hang], 100, Sampler::AlwaysOn);
    bench.record(5);
    let error = bench.flush_within(Duration::from_millis(50)).unwrap_err();
    assert_eq!(
        error,
        "not exported: 5 spans to printer: no answer within 50ms"
    );
    let error = bench.shutdown(Duration::from_millis(100)).unwrap_err();
    assert_eq!(
        error,
        "not exported: 5 spans to printer: no answer within 100ms"
    );
}

#[test]
fn spans_that_a_full_queue_drops_are_counted() {
    let bench = bench(vec![Behaviour::Hang], 2, Sampler::AlwaysOn);
    // The worker takes at most two spans before it hangs, and the queue holds two more.
    bench.record(50);
    let error = bench.shutdown(Duration::from_secs(1)).unwrap_err();
    let lost = 50 - bench.exported.load(Ordering::SeqCst);
    let expected =
        format!("not exported: {lost} spans to printer: the queue was full; no answer within 1s");
    assert_eq!(error, expected);
    assert!(lost >= 46, "{error}");
}

#[test]
fn a_flush_waits_for_all_that_was_recorded_before_it() {
    let limits = QueueLimits {
        spans: usize::MAX,
        bytes: usize::MAX,
        batch: 512,
        delay: Duration::from_secs(3600),
    };
    let bench = bench_within(Vec::new(), limits, Sampler::AlwaysOn);
    let is_over = AtomicBool::new(false);
    let missed: Vec<_> = std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Acquire) {
                    record(&bench.provider, 1);
                    std::thread::yield_now();
                }
            });
        }
        let missed = (0..500).filter(|round| {
            let name = format!("of round {round}");
            record_as(&bench.provider, name.clone());
            bench.flush() != Ok(()) || !bench.has_exported(&name)
        });
        let missed = missed.collect();
        is_over.store(true, Ordering::Release);
        missed
    });
    assert_eq!(missed, [0; 0]);
}

#[test]
fn a_flush_concurrent_with_recording_loses_nothing() {
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

#[test]
fn more_flushes_than_the_worker_can_queue_lose_nothing() {
    let (bench, release) = waiting(1000);
    bench.record(100);
    for _ in 0..80 {
        let error = bench.flush_within(Duration::from_millis(10)).unwrap_err();
        let expected = "not exported: 100 spans to printer: no answer within 10ms";
        assert_eq!(error, expected);
    }
    drop(release);
    assert_eq!(bench.flush(), Ok(()));
    assert_eq!(bench.shutdown(PLENTY), Ok(()));
    assert_eq!(bench.exported.load(Ordering::SeqCst), 100);
}

#[test]
fn a_flush_waits_for_the_one_before_it() {
    let (bench, release) = waiting(1000);
    bench.record(1);
    assert!(bench.flush_within(Duration::ZERO).is_err());
    bench.record(1);
    std::thread::scope(|scope| {
        let pipeline = std::slice::from_ref(&bench.pipeline);
        let second = scope.spawn(move || shutdown::flush(pipeline, &Stores::default(), PLENTY));
        drop(release);
        assert_eq!(second.join().unwrap(), Ok(()));
    });
    assert_eq!(bench.exported.load(Ordering::SeqCst), 2);
}

#[test]
fn a_shutdown_succeeds_behind_any_number_of_flushes() {
    let bench = bench(vec![Behaviour::Hang], 100, Sampler::AlwaysOn);
    bench.record(1);
    // The host may flush through the provider, where nobody waits for anybody.
    let (sender, started) = mpsc::channel();
    let flushes: Vec<_> = (0..100)
        .map(|_| {
            let (sender, provider) = (sender.clone(), bench.provider.clone());
            std::thread::spawn(move || {
                sender.send(()).unwrap();
                provider.force_flush()
            })
        })
        .collect();
    assert_eq!(started.iter().take(100).count(), 100);
    let error = bench.shutdown(Duration::from_secs(1)).unwrap_err();
    let expected = "not exported: 1 span to printer: no answer within 1s";
    assert_eq!(error, expected);
    let deadline = std::time::Instant::now() + PLENTY;
    assert!(bench.ledger().wait_closed(deadline), "the worker has ended");
    for flush in flushes {
        let answer = flush.join().unwrap();
        assert!(!matches!(answer, Err(OTelSdkError::Timeout(_))));
    }
}

#[test]
fn a_flush_through_the_provider_returns_its_failure() {
    let script = vec![Behaviour::Succeed, Behaviour::Fail];
    let bench = bench(script, 100, Sampler::AlwaysOn);
    bench.provider.force_flush().unwrap();
    bench.record(2);
    bench.provider.force_flush().unwrap();
    assert_eq!(bench.exported(), 2);
    bench.record(3);
    assert!(bench.provider.force_flush().is_err());
    assert!(bench.shutdown(PLENTY).is_err(), "it was not reported yet");
    assert!(bench.provider.force_flush().is_err(), "it has ended");
}

#[test]
fn the_notice_about_a_full_queue_comes_with_the_next_export() {
    let (bench, release) = waiting(2);
    bench.record(50);
    drop(release);
    let message = bench.messages.recv_timeout(PLENTY).unwrap();
    let reason = "not exported to printer: the queue was full";
    assert!(message.ends_with(reason), "{message}");
}

#[test]
fn spans_lost_by_a_full_queue_are_not_reported_as_pending() {
    let (bench, release) = waiting(2);
    bench.record(50);
    let error = bench.flush_within(Duration::from_millis(50)).unwrap_err();
    let reason = "the queue was full; no answer within 50ms";
    assert_eq!(
        error,
        format!("not exported: 50 spans to printer: {reason}")
    );
    drop(release);
    bench.shutdown(PLENTY).unwrap();
    let exported = bench.exported.load(Ordering::SeqCst);
    assert!((2..=4).contains(&exported), "{exported}");
}

#[test]
fn a_concurrent_second_shutdown_waits_for_the_first() {
    let (bench, _release) = waiting(100);
    let ending = Ending::default();
    assert!(ending.wait(PLENTY).is_ok(), "no shutdown has started");
    ending.begin(std::slice::from_ref(&bench.pipeline));
    let late = ending.wait(Duration::from_millis(20)).unwrap_err();
    assert_eq!(
        late.to_string(),
        "not exported: traces to printer: no answer within 20ms"
    );
    std::thread::scope(|scope| {
        let start = Instant::now();
        let waiting = scope.spawn(|| ending.wait(PLENTY));
        drop(ending.over());
        assert!(waiting.join().unwrap().is_ok());
        assert!(
            start.elapsed() < PLENTY,
            "the second shutdown was not woken"
        );
    });
}
