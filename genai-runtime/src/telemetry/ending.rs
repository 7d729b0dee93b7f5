//! The end of telemetry, for those who ask for it while another thread is about it.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::error::ExportError;
use super::export::pipeline::Pipeline;
use super::shutdown::after;

/// What is being ended, as long as that takes.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    under_way: Mutex<Vec<Pipeline>>,
    over: Condvar,
}

/// Says, when it is dropped, that the end is over.
#[derive(Debug)]
pub(crate) struct Over<'a>(&'a Ending);

impl Ending {
    /// These are about to be ended.
    pub(crate) fn begin(&self, pipelines: &[Pipeline]) {
        *self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = pipelines.to_vec();
    }

    /// Says that they were, once it is dropped.
    pub(crate) const fn over(&self) -> Over<'_> {
        Over(self)
    }

    /// Waits until nothing is being ended any more.
    ///
    /// # Errors
    ///
    /// Names every exporter and signal that did not come to its end within `timeout`; what fails is told to whoever
    /// ends it.
    pub(crate) fn wait(&self, timeout: Duration) -> Result<(), ExportError> {
        let under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let left = after(timeout).saturating_duration_since(Instant::now());
        let waited = self
            .over
            .wait_timeout_while(under_way, left, |pipelines| !pipelines.is_empty());
        let (under_way, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let ledgers = under_way.iter().flat_map(|pipeline| &pipeline.ledgers);
        let open = ledgers.filter(|ledger| !ledger.wait_closed(Instant::now()));
        let failures =
            open.map(|ledger| ledger.failure(0, format!("no answer within {timeout:?}")));
        ExportError::from_failures(failures.collect())
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
