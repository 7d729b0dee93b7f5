//! Flushes and shuts down all pipelines concurrently, within a timeout, from any thread.
//!
//! The SDK's own functions block without a limit, one pipeline after the other, and hide failures. They are called on
//! helper threads, and the results are read from the ledgers.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::Stores;
use super::answers::answers;
use super::error::{ExportError, ExportFailure};
use super::export::pipeline::{Pipeline, Worker};
use super::latch::Latch;
use super::time_limit::deadline_after;

/// The part of a shutdown's timeout that is reserved for aborting exports and collecting their results.
const GRACE: Duration = Duration::from_millis(200);

/// The work for each pipeline, with its position.
type Work = dyn Fn(usize, &Pipeline) + Send + Sync;

/// Exports queued items.
pub(crate) fn flush(
    pipelines: &[Pipeline],
    stores: &Stores,
    timeout: Duration,
) -> Result<(), ExportError> {
    let deadline = deadline_after(timeout);
    let (answering, answers) = answers();
    let work = Arc::new(move |position, pipeline: &Pipeline| {
        if pipeline.flush(deadline) {
            answering.answer(position);
        }
    });
    let work = metrics_last(pipelines, stores, deadline, work);
    let unstarted = on_helpers(pipelines, stores, deadline, work);
    for (_, pipeline, reason) in &unstarted {
        for ledger in &pipeline.ledgers {
            ledger.give_up(reason.clone());
        }
    }
    let mut finished = answers.wait(deadline);
    finished.extend(unstarted.into_iter().map(|(position, ..)| position));
    let failures = pipelines
        .iter()
        .enumerate()
        .flat_map(|(position, pipeline)| {
            let unfinished =
                (!finished.contains(&position)).then(|| format!("no answer within {timeout:?}"));
            let mut failures: Vec<ExportFailure> = pipeline
                .ledgers
                .iter()
                .filter_map(|ledger| ledger.report(unfinished.as_deref()))
                .collect();
            if let (true, Some(reason), Some(ledger)) =
                (failures.is_empty(), unfinished, pipeline.ledgers.first())
            {
                failures.push(ledger.failure(0, reason));
            }
            failures
        });
    ExportError::from_failures(failures.collect())
}

/// Exports queued items and ends all pipelines.
pub(crate) fn shutdown(
    pipelines: &[Pipeline],
    stores: &Stores,
    timeout: Duration,
) -> Result<(), ExportError> {
    let deadline = deadline_after(timeout);
    let cut = deadline_after(timeout.saturating_sub(GRACE.min(timeout / 5)));
    let ledgers: Vec<_> = pipelines
        .iter()
        .flat_map(|pipeline| &pipeline.ledgers)
        .collect();
    for ledger in &ledgers {
        ledger.closing(deadline);
    }
    let work = Arc::new(move |_, pipeline: &Pipeline| pipeline.shutdown(deadline));
    let work = metrics_last(pipelines, stores, deadline, work);
    let unstarted = on_helpers(pipelines, stores, deadline, work);
    for (_, pipeline, reason) in unstarted {
        pipeline.give_up(&reason);
    }
    for ledger in &ledgers {
        ledger.wait_closed(cut);
    }
    let unfinished = format!("no answer within {timeout:?}");
    for ledger in &ledgers {
        ledger.cutoff.fire(&unfinished);
    }
    let failures = ledgers.iter().filter_map(|ledger| {
        if ledger.wait_closed(deadline) {
            ledger.settle();
            return ledger.report(None);
        }
        ledger
            .report(Some(&unfinished))
            .or_else(|| Some(ledger.failure(0, unfinished.clone())))
    });
    ExportError::from_failures(failures.collect())
}

/// Where content is stored, metrics count what the stores drop, which may be content that is rendered for the last
/// exports of spans and logs: those are done before, for at most half of the time that is left.
fn metrics_last(
    pipelines: &[Pipeline],
    stores: &Stores,
    deadline: Instant,
    work: Arc<Work>,
) -> Arc<Work> {
    if !stores.exist() {
        return work;
    }
    let stores = stores.clone();
    let others = pipelines.iter().filter(|pipeline| !pipeline.measures());
    let others = Latch::new(others.count());
    let now = Instant::now();
    let half_time = now + deadline.saturating_duration_since(now) / 2;
    Arc::new(move |position, pipeline: &Pipeline| {
        let _piece = if pipeline.measures() {
            others.wait(half_time);
            stores.flush(half_time);
            None
        } else {
            Some(others.piece())
        };
        work(position, pipeline);
    })
}

/// Does `work` for all pipelines concurrently, except for those that print, which take turns so that the totals of a
/// trace come last. Returns the pipelines for which no thread could be started, and why.
fn on_helpers(
    pipelines: &[Pipeline],
    stores: &Stores,
    deadline: Instant,
    work: Arc<Work>,
) -> Vec<(usize, Pipeline, String)> {
    let reason = |error: &io::Error| format!("no thread could be started: {error}");
    let mut unstarted = Vec::new();
    let (printing, others): (Vec<_>, Vec<_>) = pipelines
        .iter()
        .cloned()
        .enumerate()
        .partition(|(_, pipeline)| pipeline.printer().is_some());
    for (position, pipeline) in others {
        let (work, for_helper) = (work.clone(), pipeline.clone());
        if let Err(error) = helper(Box::new(move || work(position, &for_helper))) {
            unstarted.push((position, pipeline, reason(&error)));
        }
    }
    if printing.is_empty() {
        return unstarted;
    }
    let printing = in_turn(printing, stores);
    let (here, for_helper) = (work, printing.clone());
    let print = move || {
        for (position, pipeline) in for_helper {
            match (&pipeline.worker, pipeline.printer().cloned()) {
                // The other exporters of this worker may take long after the console has printed.
                (Worker::Metrics(_), Some(printer)) => {
                    let turn = printer.turn();
                    let (work, passed) = (here.clone(), printer.clone());
                    let aside = pipeline.clone();
                    let started = helper(Box::new(move || {
                        work(position, &aside);
                        passed.pass();
                    }));
                    match started {
                        Ok(()) => _ = printer.wait_turn(turn, deadline),
                        Err(_) => here(position, &pipeline),
                    }
                }
                _ => here(position, &pipeline),
            }
        }
    };
    if let Err(error) = helper(Box::new(print)) {
        let of_all = printing.into_iter();
        let of_all = of_all.map(|(position, pipeline)| (position, pipeline, reason(&error)));
        unstarted.extend(of_all);
    }
    unstarted
}

/// Orders pipelines that print: logs, then metrics, then spans. Where content is stored, metrics wait for the others.
fn in_turn(mut printing: Vec<(usize, Pipeline)>, stores: &Stores) -> Vec<(usize, Pipeline)> {
    let metrics_are_last = stores.exist();
    printing.sort_by_key(|(_, pipeline)| match pipeline.worker {
        Worker::Logs(_) => 0,
        Worker::Metrics(_) if metrics_are_last => 3,
        Worker::Metrics(_) => 1,
        Worker::Spans(_) => 2,
    });
    printing
}

/// Starts a helper thread. Takes a box, so that the code for starting threads is instantiated once.
fn helper(work: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    let thread = thread::Builder::new().name("genai-telemetry-shutdown".to_owned());
    thread.spawn(work).map(drop)
}
