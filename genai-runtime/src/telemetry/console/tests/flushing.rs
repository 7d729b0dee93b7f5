//! Traces between the end of their spans, on several threads, and the console.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry_sdk::trace::{SpanData, SpanProcessor as _};

use super::support::{Printed, exporter, span};
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::export::driver::Driver;
use crate::telemetry::export::ledger::Ledger;
use crate::telemetry::export::outgoing::Outgoing;
use crate::telemetry::export::span_queue::{QueueLimits, SpanQueue};
use crate::telemetry::export::span_worker::SpanWorker;
use crate::telemetry::export::spans::{QueuedSpans, SupervisedSpans};
use crate::telemetry::export::supervisor::Supervisor;
use crate::telemetry::signal::Signal;

const PLENTY: Duration = Duration::from_secs(30);

/// A console behind a queue from which nothing leaves by itself.
fn queue() -> (Arc<SpanWorker>, QueuedSpans, Printed) {
    let (exporter, printed) = exporter(80, false);
    let ledger = Ledger::console(Signal::Traces, usize::MAX, Diagnostics::to(|_| {}));
    let ledger = Arc::new(ledger);
    let supervisor = Supervisor::new(Arc::clone(&ledger), Driver::default());
    let exporter = SupervisedSpans::new(exporter, supervisor, Outgoing::default());
    let limits = QueueLimits {
        spans: usize::MAX,
        bytes: usize::MAX,
        batch: usize::MAX,
        delay: Duration::from_secs(3600),
    };
    let worker = SpanWorker::start(SpanQueue::new(limits, ledger), exporter);
    let worker = Arc::new(worker.unwrap());
    let queue = QueuedSpans::new(Arc::clone(&worker), PLENTY, Arc::default());
    (worker, queue, printed)
}

fn end_elsewhere(queue: &QueuedSpans, span: SpanData) {
    let queue = queue.clone();
    thread::spawn(move || queue.on_end(span)).join().unwrap();
}

#[test]
fn spans_that_several_threads_end_are_one_tree() {
    let (worker, queue, printed) = queue();
    queue.on_end(span(2, 1, "here", 0, 5));
    for id in 3..8 {
        end_elsewhere(&queue, span(id, 1, "there", 0, 5));
    }
    queue.on_end(span(1, 0, "root", 0, 10));
    worker.shutdown(Instant::now() + PLENTY);
    let text = printed.text();
    let totals = "\n7 spans · 0 model calls · 0 errors · 10.0 ms\n";
    assert!(text.ends_with(totals), "{text}");
    assert_eq!(text.matches("trace ").count(), 1, "{text}");
}

#[test]
fn a_flush_prints_spans_whose_root_is_open() {
    let (_worker, queue, printed) = queue();
    queue.on_end(span(2, 1, "child", 0, 5));
    queue.force_flush().unwrap();
    let text = printed.take();
    assert!(text.contains("\n└─ child "), "{text}");
    queue.on_end(span(1, 0, "root", 0, 10));
    queue.force_flush().unwrap();
    let text = printed.text();
    assert!(text.contains(" · continued\nroot "), "{text}");
}
