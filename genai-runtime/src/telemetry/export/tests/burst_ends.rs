//! Pending spans at the end of the queue.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry_sdk::trace::Sampler;

use super::bench::{Behaviour, Bench, PLENTY, bench_within, record};
use super::bursts::limits;

#[test]
fn a_shutdown_during_a_burst_accounts_for_every_span() {
    let bench = bench_within(Vec::new(), limits(64), Sampler::AlwaysOn);
    let is_over = AtomicBool::new(false);
    let (sender, begun) = mpsc::channel();
    let (recorded, report) = thread::scope(|scope| {
        let recording: Vec<_> = (0..4)
            .map(|_| {
                let (provider, is_over) = (&bench.provider, &is_over);
                let sender = sender.clone();
                scope.spawn(move || {
                    record(provider, 1000);
                    sender.send(()).unwrap();
                    let mut recorded = 1000;
                    while !is_over.load(Ordering::Acquire) {
                        record(provider, 1);
                        recorded += 1;
                    }
                    recorded
                })
            })
            .collect();
        begun.iter().take(4).for_each(drop);
        let report = bench.shutdown(PLENTY);
        is_over.store(true, Ordering::Release);
        let threads = recording.into_iter();
        let recorded: usize = threads.map(|thread| thread.join().unwrap()).sum();
        (recorded, report)
    });
    let exported = bench.exported();
    assert!(exported >= 4000, "{exported}");
    let counted = [bench.ledger().accepted(), bench.ledger().failed()];
    let [accepted, failed] = counted.map(|items| usize::try_from(items).unwrap());
    assert_eq!(exported, accepted);
    assert_eq!(recorded, exported + failed);
    if let Err(error) = report {
        assert!(error.ends_with(": recorded during the shutdown"), "{error}");
    }
}

#[test]
fn a_shutdown_gives_up_all_spans_behind_an_exporter_that_hangs() {
    for blocks in [false, true] {
        let (_release, released) = mpsc::channel();
        let script = if blocks {
            vec![Behaviour::Wait(released)]
        } else {
            (0..100).map(|_| Behaviour::Hang).collect()
        };
        let bench = bench_within(script, limits(10), Sampler::AlwaysOn);
        bench.record(1000);
        let start = Instant::now();
        let error = bench.shutdown(Duration::from_millis(500)).unwrap_err();
        assert!(start.elapsed() < PLENTY);
        let expected = "not exported: 1000 spans to printer: no answer within 500ms";
        assert_eq!(error, expected);
    }
}

#[test]
fn nothing_is_kept_after_the_shutdown() {
    let bench = bench_within(Vec::new(), limits(10), Sampler::AlwaysOn);
    bench.record(100);
    bench.shutdown(PLENTY).unwrap();
    assert_eq!(bench.exported(), 100);
    assert_eq!(bench.worker.queue().rest(), (false, 0));
}

#[test]
fn pending_spans_are_exported_after_all_handles_are_dropped() {
    let bench = bench_within(Vec::new(), limits(100), Sampler::AlwaysOn);
    bench.record(3);
    let Bench {
        provider,
        pipeline,
        worker,
        exported,
        messages,
        ..
    } = bench;
    drop((provider, pipeline, worker));
    // The worker has the last of the senders.
    let ended = messages.recv_timeout(PLENTY).unwrap_err();
    assert_eq!(ended, RecvTimeoutError::Disconnected);
    assert_eq!(exported.load(Ordering::SeqCst), 3);
}
