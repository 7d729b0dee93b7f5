//! The sealed batches of a queue of spans, and the state of the thread that exports them.

use std::collections::VecDeque;
use std::mem;
use std::time::{Duration, Instant};

use super::open_batches::LANES;
use super::span_batch::SpanBatch;

/// Sealed and exported batches.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) sealed: VecDeque<SpanBatch>,
    /// Empty batches, whose capacity is reused.
    pub(super) spare: Vec<SpanBatch>,
    pub(super) worker: Worker,
    /// How many spans were ever sealed. They are exported in that order.
    pub(super) sealed_spans: u64,
    /// How many spans were ever taken for export.
    pub(super) left_spans: u64,
    /// The value of `sealed_spans` when all lanes were last sealed at once.
    pub(super) marked: u64,
    /// When all lanes were last sealed, and so the earliest start of the open batches. `None` while the worker is
    /// asleep.
    pub(super) since: Option<Instant>,
    pub(super) is_closed: bool,
}

/// The state of the exporting thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Worker {
    /// Exporting, or about to look for the next batch.
    #[default]
    Working,
    /// Waiting for a full batch, until the open ones are due.
    Dozing,
    /// Waiting for a span, without a timeout.
    Asleep,
}

impl State {
    /// Keeps the capacity of an exported batch for reuse; returns the batch if there are enough spares.
    pub(super) fn keep(&mut self, batch: SpanBatch) -> Option<SpanBatch> {
        if self.spare.len() >= LANES {
            return Some(batch);
        }
        self.spare.push(batch);
        None
    }

    /// Whether the open batches are due.
    pub(super) fn is_late(&self, delay: Duration) -> bool {
        self.since.is_some_and(|since| since.elapsed() >= delay)
    }

    /// How long until the open batches are due.
    pub(super) fn left(&mut self, is_open: bool, delay: Duration) -> Duration {
        if self.since.is_none() && is_open {
            self.since = Some(Instant::now());
        }
        let passed = self.since.map(|since| since.elapsed());
        passed.map_or(Duration::ZERO, |passed| delay.saturating_sub(passed))
    }

    /// Whether nothing is sealed and the queue is not closed.
    pub(super) fn is_at_rest(&self) -> bool {
        self.sealed.is_empty() && !self.is_closed
    }

    /// Takes the spares, to be dropped outside of the lock.
    pub(super) fn clear(&mut self) -> impl Sized + use<> {
        self.since = None;
        (mem::take(&mut self.spare), mem::take(&mut self.sealed))
    }
}
