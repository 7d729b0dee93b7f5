//! A queue of spans before an exporter that does what a script says.

use std::collections::HashSet;
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry::Context;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{SdkTracerProvider, ShouldSample, SpanData, SpanExporter};

use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::export::driver::Driver;
use crate::telemetry::export::ledger::Ledger;
use crate::telemetry::export::outgoing::Outgoing;
use crate::telemetry::export::pipeline::{Pipeline, Worker};
use crate::telemetry::export::span_queue::{QueueLimits, SpanQueue};
use crate::telemetry::export::span_worker::SpanWorker;
use crate::telemetry::export::spans::{QueuedSpans, SupervisedSpans};
use crate::telemetry::export::supervisor::Supervisor;
use crate::telemetry::signal::Signal;
use crate::telemetry::{Stores, shutdown};

pub(super) const PLENTY: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(super) enum Behaviour {
    Panic,
    Fail,
    Hang,
    /// Until the other end is dropped.
    Wait(mpsc::Receiver<()>),
    Succeed,
}

#[derive(Debug)]
struct Scripted {
    script: Mutex<Vec<Behaviour>>,
    exported: Arc<AtomicUsize>,
    batches: Arc<Mutex<Vec<usize>>>,
    names: Arc<Mutex<HashSet<String>>>,
}

impl Scripted {
    fn succeed(&self, batch: &[SpanData]) {
        let names = batch.iter().map(|span| span.name.to_string());
        self.names.lock().unwrap().extend(names);
        self.exported.fetch_add(batch.len(), Ordering::SeqCst);
    }
}

impl SpanExporter for Scripted {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let next = self.script.lock().unwrap().pop();
        self.batches.lock().unwrap().push(batch.len());
        match next.unwrap_or(Behaviour::Succeed) {
            Behaviour::Panic => panic!("out of paper"),
            Behaviour::Fail => Err(OTelSdkError::InternalFailure("refused".to_owned())),
            Behaviour::Hang => pending().await,
            Behaviour::Wait(released) => {
                let _ = released.recv();
                self.succeed(&batch);
                Ok(())
            }
            Behaviour::Succeed => {
                self.succeed(&batch);
                Ok(())
            }
        }
    }
}

pub(super) struct Bench {
    pub(super) provider: SdkTracerProvider,
    pub(super) pipeline: Pipeline,
    pub(super) worker: Arc<SpanWorker>,
    pub(super) exported: Arc<AtomicUsize>,
    /// How many spans each export was given.
    pub(super) batches: Arc<Mutex<Vec<usize>>>,
    /// Names of all spans that were exported.
    names: Arc<Mutex<HashSet<String>>>,
    pub(super) messages: mpsc::Receiver<String>,
}

pub(super) fn bench(
    script: Vec<Behaviour>,
    queue_size: usize,
    sampler: impl ShouldSample + 'static,
) -> Bench {
    let limits = QueueLimits {
        spans: queue_size,
        bytes: usize::MAX,
        batch: queue_size,
        delay: Duration::from_secs(3600),
    };
    bench_within(script, limits, sampler)
}

pub(super) fn bench_within(
    script: Vec<Behaviour>,
    limits: QueueLimits,
    sampler: impl ShouldSample + 'static,
) -> Bench {
    let (sender, messages) = mpsc::channel();
    let diagnostics =
        Diagnostics::to(move |message| sender.send(message.to_owned()).unwrap_or_default());
    let ledger = Arc::new(Ledger::new(
        Signal::Traces,
        "printer".to_owned(),
        usize::MAX,
        diagnostics,
    ));
    let exported = Arc::new(AtomicUsize::new(0));
    let script = Mutex::new(script.into_iter().rev().collect());
    let batches = Arc::<Mutex<Vec<_>>>::default();
    let names = Arc::<Mutex<HashSet<_>>>::default();
    let printer = Scripted {
        script,
        exported: Arc::clone(&exported),
        batches: Arc::clone(&batches),
        names: Arc::clone(&names),
    };
    let supervisor = Supervisor::new(Arc::clone(&ledger), Driver::default());
    let printer = SupervisedSpans::new(printer, supervisor, Outgoing::default());
    let queue = SpanQueue::new(limits, Arc::clone(&ledger));
    let worker = Arc::new(SpanWorker::start(queue, printer).unwrap());
    let pipeline = Pipeline::new(Worker::Spans(Arc::clone(&worker)), vec![ledger]);
    let provider = SdkTracerProvider::builder()
        .with_sampler(sampler)
        .with_span_processor(QueuedSpans::new(
            Arc::clone(&worker),
            PLENTY,
            Arc::default(),
        ))
        .build();
    Bench {
        provider,
        pipeline,
        worker,
        exported,
        batches,
        names,
        messages,
    }
}

pub(super) fn record(provider: &SdkTracerProvider, spans: usize) {
    let tracer = provider.tracer("bench");
    for _ in 0..spans {
        tracer.start_with_context("span", &Context::new()).end();
    }
}

/// Records a span that is told from others.
pub(super) fn record_as(provider: &SdkTracerProvider, name: String) {
    let tracer = provider.tracer("bench");
    tracer.start_with_context(name, &Context::new()).end();
}

impl Bench {
    pub(super) fn ledger(&self) -> &Ledger {
        self.worker.queue().ledger()
    }

    pub(super) fn exported(&self) -> usize {
        self.exported.load(Ordering::SeqCst)
    }

    /// Whether a span of this name was exported.
    pub(super) fn has_exported(&self, name: &str) -> bool {
        self.names.lock().unwrap().contains(name)
    }

    /// Waits until the exporter has got something.
    pub(super) fn wait_for_an_export(&self) {
        let deadline = Instant::now() + PLENTY;
        while self.batches.lock().unwrap().is_empty() {
            assert!(Instant::now() < deadline, "nothing is exported");
            thread::yield_now();
        }
    }

    pub(super) fn record(&self, spans: usize) {
        record(&self.provider, spans);
    }

    pub(super) fn flush(&self) -> Result<(), String> {
        self.flush_within(PLENTY)
    }

    pub(super) fn flush_within(&self, timeout: Duration) -> Result<(), String> {
        shutdown::flush(
            std::slice::from_ref(&self.pipeline),
            &Stores::default(),
            timeout,
        )
        .map_err(|error| error.to_string())
    }

    pub(super) fn shutdown(&self, timeout: Duration) -> Result<(), String> {
        shutdown::shutdown(
            std::slice::from_ref(&self.pipeline),
            &Stores::default(),
            timeout,
        )
        .map_err(|error| error.to_string())
    }
}
