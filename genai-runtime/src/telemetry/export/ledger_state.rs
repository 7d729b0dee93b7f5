//! What a ledger has counted.

use std::time::Instant;

use super::advice::Advice;

/// How many different reasons one report names.
const REASONS: usize = 3;

/// Why items are lost that came while too many others were waiting.
pub(super) const QUEUE_FULL: &str = "the queue was full";

/// All of it that is counted under the lock.
#[derive(Debug, Default)]
pub(super) struct LedgerState {
    pub(super) settled: u64,
    pub(super) in_flight: u64,
    pub(super) failed: u64,
    pub(super) unreported: u64,
    pub(super) reasons: Vec<String>,
    pub(super) transport_error: Option<String>,
    /// Items of the running export that its receiver has not taken, and why.
    pub(super) rejected: Option<(usize, String)>,
    /// What to check as long as nothing has arrived.
    pub(super) advice: Advice,
    /// Items were refused since that was last mentioned.
    pub(super) overflowed: bool,
    pub(super) turns: u64,
    pub(super) closing: bool,
    pub(super) closed: bool,
    /// Why nothing is exported any more, as long as that was not reported.
    pub(super) given_up: Option<String>,
    pub(super) next_notice: Option<Instant>,
}

impl LedgerState {
    /// Items that have neither arrived nor failed yet, of those that were accepted.
    pub(super) fn pending(&self, accepted: u64) -> u64 {
        accepted.saturating_sub(self.settled).max(self.in_flight)
    }

    pub(super) fn fail(&mut self, items: u64, reason: &str) {
        self.failed += items;
        self.unreported += items;
        if self.reasons.len() < REASONS && !self.reasons.iter().any(|known| known == reason) {
            self.reasons.push(reason.to_owned());
        }
    }

    pub(super) fn refuse(&mut self, reason: &str) {
        self.fail(1, reason);
        self.overflowed |= reason == QUEUE_FULL;
    }
}
