//! Spans that wait for their export.
//!
//! Whoever ends a span never waits for an exporter: a span is added under a lock that is held for no longer than
//! that takes, or it is lost if too much waits already. Memory is taken as spans come. A batch's worth of it is kept
//! for those that follow, and given back when none do.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::SpanContent;
use super::ledger::{Ledger, QUEUE_FULL, TOO_LATE};
use super::span_batch::SpanBatch;
use super::span_size::Size;

/// A batch carries no more memory than this, so that its request stays beneath the 4 MiB that collectors take: JSON
/// of captured content may be twice as long as what it is made from.
const BATCH_BYTES: usize = 2 << 20;

/// How many spans may wait, and how they leave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueueLimits {
    pub(crate) spans: usize,
    pub(crate) bytes: usize,
    /// Spans of one export.
    pub(crate) batch: usize,
    /// How long spans wait for others of their batch.
    pub(crate) delay: Duration,
}

/// Batches in the order in which their spans ended; the last of them is still open.
#[derive(Debug)]
pub(crate) struct SpanQueue {
    limits: QueueLimits,
    ledger: Arc<Ledger>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    sealed: VecDeque<SpanBatch>,
    open: SpanBatch,
    /// A batch that has left, whose room the next one uses.
    spare: Option<SpanBatch>,
    spans: usize,
    bytes: usize,
    worker: Worker,
    /// Since when what is open waits, or what would be; none while the worker is asleep.
    since: Option<Instant>,
    is_closed: bool,
}

/// What the thread that exports is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Worker {
    /// It exports, or is about to look for more to export.
    #[default]
    Working,
    /// It waits for a sealed batch until the open one is due.
    Dozing,
    /// It waits for a span, however long none comes.
    Asleep,
}

impl SpanQueue {
    pub(crate) fn new(limits: QueueLimits, ledger: Arc<Ledger>) -> Self {
        Self {
            limits,
            ledger,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    /// Lets a span wait, which is put into a batch; it counts as lost if there is no place for it.
    pub(super) fn push(
        &self,
        size: Size,
        content: Option<SpanContent>,
        put: impl FnOnce(&mut SpanBatch),
    ) {
        let content_bytes = content.as_ref().map_or(0, SpanContent::bytes);
        let size = size.more(content_bytes);
        let mut state = self.state();
        let is_full = state.spans >= self.limits.spans
            || state.bytes.saturating_add(size.memory) > self.limits.bytes;
        if is_full || state.is_closed {
            let reason = if state.is_closed {
                TOO_LATE
            } else {
                QUEUE_FULL
            };
            drop(state);
            return self.ledger.refuse(reason);
        }
        if state.open.size().leaving.saturating_add(size.leaving) > BATCH_BYTES {
            state.seal(self.limits.batch);
        }
        state.open.expect(size, content);
        put(&mut state.open);
        state.spans += 1;
        state.bytes += size.memory;
        if state.open.len() >= self.limits.batch {
            state.seal(self.limits.batch);
        }
        // Before the worker can find it: nothing may end that was not accepted.
        self.ledger.accept();
        self.wake(state);
    }

    /// Lets what waits now leave without waiting for more.
    pub(crate) fn seal(&self) {
        let mut state = self.state();
        state.seal(0);
        self.wake(state);
    }

    /// Takes no more, and lets the worker end when what waits has left.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        state.seal(0);
        state.is_closed = true;
        self.wake(state);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.state().is_closed
    }

    /// Whether the worker waits without a timer, and how many spans there is room for meanwhile.
    #[cfg(test)]
    #[cfg(feature = "console")]
    pub(super) fn rest(&self) -> (bool, usize) {
        let state = self.state();
        let room = state.open.room() + state.spare.as_ref().map_or(0, SpanBatch::room);
        (state.worker == Worker::Asleep, room)
    }

    /// Wakes the worker if it has something to do that it does not know of: a signal costs more than a span.
    fn wake(&self, mut state: MutexGuard<'_, State>) {
        let is_wanted = state.is_closed || !state.sealed.is_empty();
        let next = match state.worker {
            Worker::Asleep | Worker::Dozing if is_wanted => Worker::Working,
            Worker::Asleep if !state.open.is_empty() => Worker::Dozing,
            Worker::Asleep | Worker::Dozing | Worker::Working => return,
        };
        state.worker = next;
        drop(state);
        self.changed.notify_one();
    }

    /// The next batch, on the thread that exports, in exchange for the one before; none once no more can come.
    pub(crate) fn next(&self, before: SpanBatch) -> Option<SpanBatch> {
        let mut state = self.state();
        let surplus = state.keep(before);
        drop(state);
        drop(surplus);
        let mut state = self.state();
        loop {
            if let Some(batch) = state.take() {
                state.worker = Worker::Working;
                return Some(batch);
            }
            if state.is_closed {
                let kept = state.clear();
                drop(state);
                drop(kept);
                return None;
            }
            match state.left(self.limits.delay) {
                Duration::ZERO if !state.open.is_empty() => state.seal(0),
                Duration::ZERO => {
                    let kept = state.clear();
                    drop(state);
                    drop(kept);
                    state = self.state();
                    if !state.is_at_rest() {
                        continue;
                    }
                    state.worker = Worker::Asleep;
                    state = self
                        .changed
                        .wait(state)
                        .unwrap_or_else(PoisonError::into_inner);
                }
                left => {
                    state.worker = Worker::Dozing;
                    let dozed = self.changed.wait_timeout(state, left);
                    state = dozed.unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
    }
}

impl State {
    /// Ends the open batch, and opens one with room for as many spans as are likely to follow.
    fn seal(&mut self, expected: usize) {
        if !self.open.is_empty() {
            let spare = self.spare.take();
            let next = spare.unwrap_or_else(|| SpanBatch::with_room(expected));
            self.sealed.push_back(mem::replace(&mut self.open, next));
        }
    }

    /// Keeps the room of a batch that has left for one of the next, unless there is one.
    fn keep(&mut self, batch: SpanBatch) -> Option<SpanBatch> {
        match self.spare {
            Some(_) => Some(batch),
            None => {
                self.spare = Some(batch);
                None
            }
        }
    }

    fn take(&mut self) -> Option<SpanBatch> {
        let batch = self.sealed.pop_front()?;
        self.spans = self.spans.saturating_sub(batch.len());
        self.bytes = self.bytes.saturating_sub(batch.size().memory);
        self.since = Some(Instant::now());
        Some(batch)
    }

    /// How long what is open may still wait for more.
    fn left(&mut self, delay: Duration) -> Duration {
        if self.since.is_none() && !self.open.is_empty() {
            self.since = Some(Instant::now());
        }
        let passed = self.since.map(|since| since.elapsed());
        passed.map_or(Duration::ZERO, |passed| delay.saturating_sub(passed))
    }

    /// Whether nothing waits, and more may come.
    fn is_at_rest(&self) -> bool {
        self.open.is_empty() && self.sealed.is_empty() && !self.is_closed
    }

    /// Takes all room that is kept for spans, to be given back without the lock.
    fn clear(&mut self) -> impl Sized + use<> {
        self.since = None;
        let batches = (mem::take(&mut self.open), self.spare.take());
        (batches, mem::take(&mut self.sealed))
    }
}
