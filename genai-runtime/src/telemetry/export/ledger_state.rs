//! The state of a ledger.

use std::time::Instant;

use super::advice::Advice;

/// How many distinct reasons one report names.
const REASONS: usize = 3;

/// The reason of items that are lost because the queue was full.
pub(super) const QUEUE_FULL: &str = "the queue was full";

/// What a ledger counts under its lock.
#[derive(Debug, Default)]
pub(super) struct LedgerState {
    pub(super) settled: u64,
    pub(super) in_flight: u64,
    pub(super) failed: u64,
    pub(super) unreported: u64,
    pub(super) reasons: Vec<String>,
    pub(super) transport_error: Option<String>,
    /// Items of the running export that the receiver has rejected, and why.
    pub(super) rejected: Option<(usize, String)>,
    /// Hints, until a first export has succeeded.
    pub(super) advice: Advice,
    /// Whether items were refused since that was last reported.
    pub(super) overflowed: bool,
    pub(super) turns: u64,
    pub(super) closing: bool,
    pub(super) closed: bool,
    /// Why nothing is exported any more, until that is reported.
    pub(super) given_up: Option<String>,
    pub(super) next_notice: Option<Instant>,
}

impl LedgerState {
    /// Accepted items that are neither exported nor lost.
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
