//! The closed batches of a queue of spans, and what the thread that exports them is doing.

use std::collections::VecDeque;
use std::mem;
use std::time::{Duration, Instant};

use super::open_batches::LANES;
use super::span_batch::SpanBatch;

/// Batches that are closed, and those that have left.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) sealed: VecDeque<SpanBatch>,
    /// Batches that have left, whose room the next ones use.
    pub(super) spare: Vec<SpanBatch>,
    pub(super) worker: Worker,
    /// How many spans were ever sealed. They leave in that order.
    pub(super) sealed_spans: u64,
    /// How many have ever left.
    pub(super) left_spans: u64,
    /// How many leave until all do that were sealed when all batches were.
    pub(super) marked: u64,
    /// Since when what is open waits, or what would be: all of it was sealed then. None while the worker is asleep.
    pub(super) since: Option<Instant>,
    pub(super) is_closed: bool,
}

/// What the thread that exports is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Worker {
    /// It exports, or is about to look for more to export.
    #[default]
    Working,
    /// It waits for a sealed batch until the open one is due.
    Dozing,
    /// It waits for a span, however long none comes.
    Asleep,
}

impl State {
    /// Keeps the room of a batch that has left for one of the next, unless there is enough.
    pub(super) fn keep(&mut self, batch: SpanBatch) -> Option<SpanBatch> {
        if self.spare.len() >= LANES {
            return Some(batch);
        }
        self.spare.push(batch);
        None
    }

    /// Whether what is open has waited long enough for more.
    pub(super) fn is_late(&self, delay: Duration) -> bool {
        self.since.is_some_and(|since| since.elapsed() >= delay)
    }

    /// How long what is open may still wait for more.
    pub(super) fn left(&mut self, is_open: bool, delay: Duration) -> Duration {
        if self.since.is_none() && is_open {
            self.since = Some(Instant::now());
        }
        let passed = self.since.map(|since| since.elapsed());
        passed.map_or(Duration::ZERO, |passed| delay.saturating_sub(passed))
    }

    /// Whether nothing is on its way, and more may come.
    pub(super) fn is_at_rest(&self) -> bool {
        self.sealed.is_empty() && !self.is_closed
    }

    /// Takes all room that is kept for spans, to be given back without the lock.
    pub(super) fn clear(&mut self) -> impl Sized + use<> {
        self.since = None;
        (mem::take(&mut self.spare), mem::take(&mut self.sealed))
    }
}
