//! Flushing and ending all pipelines at once, within a given time, from any thread.
//!
//! The SDK's own functions block without a limit, one pipeline after the other, and hide failures;
//! they are called on helper threads, and the ledgers tell what came of it.

use std::collections::HashSet;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::error::{ExportError, ExportFailure};
use super::export::pipeline::Pipeline;

/// The part of a shutdown's time that is kept for collecting what is left when the rest is over.
const GRACE: Duration = Duration::from_millis(200);

/// Exports what is waiting now.
pub(crate) fn flush(pipelines: &[Pipeline], timeout: Duration) -> Result<(), ExportError> {
    let deadline = after(timeout);
    let (sender, receiver) = mpsc::channel();
    for (position, pipeline) in pipelines.iter().cloned().enumerate() {
        let sender = sender.clone();
        helper(move || {
            if pipeline.flush(deadline) {
                // Nobody waits any more when the time is over.
                let _ = sender.send(position);
            }
        });
    }
    drop(sender);
    let mut finished = HashSet::new();
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
    for pipeline in pipelines {
        let pipeline = pipeline.clone();
        helper(move || pipeline.shutdown(deadline));
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
            ledger.settle(ledger.accepted());
            return ledger.report(None);
        }
        ledger
            .report(Some(&unfinished))
            .or_else(|| Some(ledger.failure(0, unfinished.clone())))
    });
    ExportError::from_failures(failures.collect())
}

fn helper(work: impl FnOnce() + Send + 'static) {
    // Without a thread nothing is exported, which the ledgers show when the time is over.
    let _ = thread::Builder::new()
        .name("genai-telemetry-shutdown".to_owned())
        .spawn(work);
}

fn after(timeout: Duration) -> Instant {
    const FOREVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(timeout).unwrap_or(now + FOREVER)
}
