//! The queue of spans in front of an exporter.
//!
//! Ending a span never waits for an exporter: the span is added to an open batch, under a lock that few threads share
//! and that is held only for this, or it is dropped if the queue is full. Memory is allocated as spans arrive. That of
//! some batches is kept for later ones, and freed when the queue becomes idle.

use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::ledger::{Ledger, TOO_LATE};
use super::ledger_state::QUEUE_FULL;
use super::open_batches::{Lane, OpenBatches};
use super::queue_state::{State, Worker};
use super::span_batch::SpanBatch;
use super::span_size::Size;
use super::{BATCH_BYTES, SpanContent};
use crate::quota::Quota;

/// The bounds of a queue and of its batches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueueLimits {
    pub(crate) spans: usize,
    pub(crate) bytes: usize,
    /// Spans per export.
    pub(crate) batch: usize,
    /// How long a batch stays open.
    pub(crate) delay: Duration,
}

/// A number of spans that no queue reaches.
const NEVER: usize = usize::MAX;

/// Open and sealed batches of spans.
#[derive(Debug)]
pub(crate) struct SpanQueue {
    limits: QueueLimits,
    ledger: Arc<Ledger>,
    /// Lock order: a lane before the state.
    open: OpenBatches,
    spans: Quota,
    bytes: Quota,
    /// How many queued spans wake the worker; `NEVER` while it works.
    wanted: AtomicUsize,
    state: Mutex<State>,
    changed: Condvar,
}

impl SpanQueue {
    pub(crate) fn new(limits: QueueLimits, ledger: Arc<Ledger>) -> Self {
        Self {
            limits,
            open: OpenBatches::new(ledger.prints()),
            ledger,
            spans: Quota::new(limits.spans),
            bytes: Quota::new(limits.bytes),
            wanted: AtomicUsize::new(NEVER),
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

    /// Queues a span, which `put` adds to a batch; it counts as lost if the queue is full.
    pub(super) fn push(
        &self,
        size: Size,
        content: Option<SpanContent>,
        put: impl FnOnce(&mut SpanBatch),
    ) {
        let content_bytes = content.as_ref().map_or(0, SpanContent::bytes);
        let size = size.more(content_bytes);
        let mut lane = self.open.here();
        let refused = if lane.is_closed {
            Some(TOO_LATE)
        } else {
            (!self.admits(size)).then_some(QUEUE_FULL)
        };
        if let Some(reason) = refused {
            drop(lane);
            return self.ledger.refuse(reason);
        }
        if lane.open.size().leaving.saturating_add(size.leaving) > BATCH_BYTES {
            self.seal_lane(&mut lane, true);
        }
        lane.open.expect(size, content);
        put(&mut lane.open);
        // Before the worker can see the span: no more may be exported than was accepted.
        self.ledger.accept();
        if lane.open.len() >= self.limits.batch {
            self.seal_lane(&mut lane, true);
        }
        drop(lane);
        // The worker stores `wanted` and then checks the quota once more; here the quota was taken before `wanted` is
        // loaded. All of it is sequentially consistent, so at least one side sees the other's store.
        let wanted = self.wanted.load(Ordering::SeqCst);
        if wanted != NEVER && (wanted <= self.spans.taken() || self.is_due()) {
            self.wake(self.state());
        }
    }

    /// Takes a span's share of both quotas, if there is room.
    fn admits(&self, size: Size) -> bool {
        if !self.bytes.take(size.memory) {
            return false;
        }
        let is_there = self.spans.take(1);
        if !is_there {
            self.bytes.give_back(size.memory);
        }
        is_there
    }

    fn uncount(&self, spans: usize, bytes: usize) {
        self.spans.give_back(spans);
        self.bytes.give_back(bytes);
    }

    /// Whether there are queued spans.
    fn is_any(&self) -> bool {
        self.spans.taken() > 0
    }

    /// Whether the open batches together fill an export, or half of the quota of bytes.
    fn is_due(&self) -> bool {
        self.spans.taken() >= self.limits.batch
            || self.bytes.taken() >= BATCH_BYTES.min(self.limits.bytes / 2)
    }

    /// Seals a lane's batch and opens another one, with the same capacity if the batch was full.
    fn seal_lane(&self, lane: &mut Lane, is_full: bool) {
        if lane.open.is_empty() {
            return;
        }
        let mut state = self.state();
        let spare = state.spare.pop();
        let next = match spare {
            Some(spare) => spare,
            None if is_full => lane.open.another(),
            None => SpanBatch::default(),
        };
        state.sealed_spans += lane.open.len() as u64;
        state.sealed.push_back(mem::replace(&mut lane.open, next));
        self.wake(state);
    }

    /// Seals all open batches; returns how many spans were ever sealed.
    pub(crate) fn seal(&self) -> u64 {
        for mut lane in self.open.each() {
            self.seal_lane(&mut lane, false);
        }
        self.state().sealed_spans
    }

    /// Seals all open batches on the worker's behalf, and restarts the delay of the next ones.
    fn seal_all<'a>(&'a self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        state.since = Some(Instant::now());
        drop(state);
        let marked = self.seal();
        let mut state = self.state();
        state.marked = marked;
        state
    }

    /// Closes the queue; the worker ends after the last batch.
    pub(crate) fn close(&self) {
        for mut lane in self.open.each() {
            lane.is_closed = true;
            self.seal_lane(&mut lane, false);
        }
        let mut state = self.state();
        state.is_closed = true;
        self.wake(state);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.state().is_closed
    }

    /// Whether the worker is asleep, and the capacity in spans that is kept meanwhile.
    #[cfg(test)]
    #[cfg(feature = "console")]
    pub(super) fn rest(&self) -> (bool, usize) {
        let open: usize = self.open.each().map(|lane| lane.open.room()).sum();
        let state = self.state();
        let room = open + state.spare.iter().map(SpanBatch::room).sum::<usize>();
        (state.worker == Worker::Asleep, room)
    }

    /// Wakes the worker if there is new work for it; not in vain, since a signal costs more than queueing a span.
    fn wake(&self, mut state: MutexGuard<'_, State>) {
        let is_wanted = state.is_closed || !state.sealed.is_empty() || self.is_due();
        let next = match state.worker {
            Worker::Asleep | Worker::Dozing if is_wanted => Worker::Working,
            Worker::Asleep if self.is_any() => Worker::Dozing,
            Worker::Asleep | Worker::Dozing | Worker::Working => return,
        };
        state.worker = next;
        self.wanted.store(NEVER, Ordering::SeqCst);
        drop(state);
        self.changed.notify_one();
    }

    /// Waits for the next batch, in exchange for the previous one; `None` once the queue is closed and empty.
    pub(crate) fn next(&self, before: SpanBatch) -> Option<SpanBatch> {
        let mut state = self.state();
        let surplus = state.keep(before);
        drop(state);
        drop(surplus);
        let mut state = self.state();
        loop {
            // While full batches keep coming, partly filled lanes must not wait longer than the delay. They are sealed
            // only after those that were sealed that way before have left: with a slow exporter, there would be ever
            // more and ever smaller batches.
            let may_seal = !state.sealed.is_empty() && state.left_spans >= state.marked;
            if may_seal && state.is_late(self.limits.delay) {
                state = self.seal_all(state);
            }
            if let Some(batch) = state.sealed.pop_front() {
                state.left_spans += batch.len() as u64;
                self.uncount(batch.len(), batch.size().memory);
                state.since.get_or_insert_with(Instant::now);
                state.worker = Worker::Working;
                return Some(batch);
            }
            if state.is_closed {
                let kept = state.clear();
                drop(state);
                drop(kept);
                self.give_room_back();
                return None;
            }
            let is_open = self.is_any();
            match state.left(is_open, self.limits.delay) {
                left if is_open && (left.is_zero() || self.is_due()) => {
                    state = self.seal_all(state);
                }
                Duration::ZERO => {
                    let kept = state.clear();
                    drop(state);
                    drop(kept);
                    self.give_room_back();
                    state = self.sleep();
                }
                left => state = self.doze(state, left),
            }
        }
    }

    /// Waits for a full batch, at most for `left`.
    fn doze<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        left: Duration,
    ) -> MutexGuard<'a, State> {
        self.wanted.store(self.limits.batch, Ordering::SeqCst);
        if !self.is_due() {
            state.worker = Worker::Dozing;
            let dozed = self.changed.wait_timeout(state, left);
            state = dozed.unwrap_or_else(PoisonError::into_inner).0;
        }
        self.wanted.store(NEVER, Ordering::SeqCst);
        state
    }

    /// Waits for a span, or for the queue to be closed.
    fn sleep(&self) -> MutexGuard<'_, State> {
        let mut state = self.state();
        self.wanted.store(1, Ordering::SeqCst);
        if state.is_at_rest() && !self.is_any() {
            state.worker = Worker::Asleep;
            let slept = self.changed.wait(state);
            state = slept.unwrap_or_else(PoisonError::into_inner);
        }
        self.wanted.store(NEVER, Ordering::SeqCst);
        state
    }

    /// Frees the capacity of empty open batches.
    fn give_room_back(&self) {
        for mut lane in self.open.each() {
            let unused = lane.open.is_empty().then(|| mem::take(&mut lane.open));
            drop(lane);
            drop(unused);
        }
    }
}
