//! Flushing and ending all pipelines at once, within a given time, from any thread.
//!
//! The SDK's own functions block without a limit, one pipeline after the other, and hide failures;
//! they are called on helper threads, and the ledgers tell what came of it.

use std::collections::HashSet;
use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::error::{ExportError, ExportFailure};
use super::export::pipeline::{Pipeline, Worker};
use super::time_limit::NO_LIMIT;

/// The part of a shutdown's time that is kept for collecting what is left when the rest is over.
const GRACE: Duration = Duration::from_millis(200);

/// Exports what is waiting now.
pub(crate) fn flush(pipelines: &[Pipeline], timeout: Duration) -> Result<(), ExportError> {
    let deadline = after(timeout);
    let (sender, receiver) = mpsc::channel();
    let unstarted = on_helpers(pipelines, deadline, move |position, pipeline| {
        if pipeline.flush(deadline) {
            // Nobody waits any more when the time is over.
            let _ = sender.send(position);
        }
    });
    let mut finished = HashSet::new();
    for (position, pipeline, reason) in unstarted {
        for ledger in &pipeline.ledgers {
            ledger.give_up(reason.clone());
        }
        finished.insert(position);
    }
    while let Ok(position) =
        receiver.recv_timeout(deadline.saturating_duration_since(Instant::now()))
    {
        finished.insert(position);
    }
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

/// Exports what is waiting and ends all pipelines.
pub(crate) fn shutdown(pipelines: &[Pipeline], timeout: Duration) -> Result<(), ExportError> {
    let deadline = after(timeout);
    let cut = after(timeout.saturating_sub(GRACE.min(timeout / 5)));
    let ledgers: Vec<_> = pipelines
        .iter()
        .flat_map(|pipeline| &pipeline.ledgers)
        .collect();
    for ledger in &ledgers {
        ledger.closing();
    }
    let unstarted = on_helpers(pipelines, deadline, move |_, pipeline| {
        pipeline.shutdown(deadline);
    });
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

/// Does `work` for every pipeline at once, except for those that print: they take their turns, so that
/// the totals of a trace come last. Returns those for which the system has no thread, and why.
fn on_helpers<F>(
    pipelines: &[Pipeline],
    deadline: Instant,
    work: F,
) -> Vec<(usize, Pipeline, String)>
where
    F: Fn(usize, &Pipeline) + Clone + Send + 'static,
{
    let reason = |error: &io::Error| format!("no thread could be started: {error}");
    let mut unstarted = Vec::new();
    let (mut printing, others): (Vec<_>, Vec<_>) = pipelines
        .iter()
        .cloned()
        .enumerate()
        .partition(|(_, pipeline)| pipeline.printer().is_some());
    for (position, pipeline) in others {
        let (work, for_helper) = (work.clone(), pipeline.clone());
        if let Err(error) = helper(move || work(position, &for_helper)) {
            unstarted.push((position, pipeline, reason(&error)));
        }
    }
    if printing.is_empty() {
        return unstarted;
    }
    printing.sort_by_key(|(_, pipeline)| match pipeline.worker {
        Worker::Logs(_) => 0,
        Worker::Metrics(_) => 1,
        Worker::Spans(_) => 2,
    });
    let (here, for_helper) = (work, printing.clone());
    let started = helper(move || {
        for (position, pipeline) in for_helper {
            match (&pipeline.worker, pipeline.printer().cloned()) {
                // The other exporters of this worker may take long after the console has printed.
                (Worker::Metrics(_), Some(printer)) => {
                    let turn = printer.turn();
                    let (work, passed) = (here.clone(), printer.clone());
                    let aside = pipeline.clone();
                    let started = helper(move || {
                        work(position, &aside);
                        passed.pass();
                    });
                    match started {
                        Ok(()) => _ = printer.wait_turn(turn, deadline),
                        Err(_) => here(position, &pipeline),
                    }
                }
                _ => here(position, &pipeline),
            }
        }
    });
    if let Err(error) = started {
        let of_all = printing.into_iter();
        let of_all = of_all.map(|(position, pipeline)| (position, pipeline, reason(&error)));
        unstarted.extend(of_all);
    }
    unstarted
}

fn helper(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let thread = thread::Builder::new().name("genai-telemetry-shutdown".to_owned());
    thread.spawn(work).map(drop)
}

pub(crate) fn after(timeout: Duration) -> Instant {
    Instant::now() + timeout.min(NO_LIMIT)
}
