//! Lets a flush or a shutdown wait for a shutdown that another thread is running.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::error::ExportError;
use super::export::ledger::Ledger;
use super::export::pipeline::Pipeline;
use super::time_limit::deadline_after;

/// The pipelines that are being shut down.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    under_way: Mutex<Option<Vec<Pipeline>>>,
    over: Condvar,
}

/// Marks the shutdown as over when it is dropped.
#[derive(Debug)]
pub(crate) struct Over<'a>(&'a Ending);

impl Ending {
    /// Marks these pipelines as being shut down.
    pub(crate) fn begin(&self, pipelines: &[Pipeline]) {
        *self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(pipelines.to_vec());
    }

    /// A guard that marks the shutdown as over when it is dropped.
    pub(crate) const fn over(&self) -> Over<'_> {
        Over(self)
    }

    /// Waits until no shutdown is running.
    ///
    /// # Errors
    ///
    /// Names every exporter and signal that was not shut down within `timeout`; failed items are reported by the
    /// shutdown itself.
    pub(crate) fn wait(&self, timeout: Duration) -> Result<(), ExportError> {
        let under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let left = deadline_after(timeout).saturating_duration_since(Instant::now());
        let waited = self
            .over
            .wait_timeout_while(under_way, left, |under_way| under_way.is_some());
        let (under_way, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let pipelines = under_way.iter().flatten();
        let ledgers: Vec<_> = pipelines.flat_map(|pipeline| &pipeline.ledgers).collect();
        let failure =
            |ledger: &Arc<Ledger>| ledger.failure(0, format!("no answer within {timeout:?}"));
        let open = ledgers
            .iter()
            .filter(|ledger| !ledger.wait_closed(Instant::now()));
        let mut failures: Vec<_> = open.map(|ledger| failure(ledger)).collect();
        if failures.is_empty() {
            // All exporters were shut down, but captured content is still being stored.
            failures.extend(ledgers.first().map(|ledger| failure(ledger)));
        }
        ExportError::from_failures(failures)
    }
}

impl Drop for Over<'_> {
    fn drop(&mut self) {
        let mut under_way = self
            .0
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let ended = std::mem::take(&mut *under_way);
        drop(under_way);
        self.0.over.notify_all();
        drop(ended);
    }
}
