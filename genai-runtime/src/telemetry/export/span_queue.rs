//! Spans that wait for their export.
//!
//! Whoever ends a span never waits for an exporter: a span is added to an open batch, under a lock that few threads
//! share and that is held for no longer than that takes, or it is lost if too much waits already. Memory is taken as
//! spans come. That of some batches is kept for those that follow, and given back when none do.

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

/// More spans than ever wait.
const NOBODY: usize = usize::MAX;

/// Batches on their way to an exporter, and those that still take spans.
#[derive(Debug)]
pub(crate) struct SpanQueue {
    limits: QueueLimits,
    ledger: Arc<Ledger>,
    /// Locked before the state where both are.
    open: OpenBatches,
    spans: Quota,
    bytes: Quota,
    /// How many spans have to wait until the worker is told; `NOBODY` while it works.
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
            wanted: AtomicUsize::new(NOBODY),
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
        // Before the worker can find it: nothing may end that was not accepted.
        self.ledger.accept();
        if lane.open.len() >= self.limits.batch {
            self.seal_lane(&mut lane, true);
        }
        drop(lane);
        // The worker says what it waits for, and then looks once more whether that has come. One of both sees what the
        // other has done, as what is counted has its place in the order of all that is sequentially consistent.
        let wanted = self.wanted.load(Ordering::SeqCst);
        if wanted != NOBODY && (wanted <= self.spans.taken() || self.is_due()) {
            self.wake(self.state());
        }
    }

    /// Counts a span that is to wait, unless too much waits already.
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

    /// Whether spans wait that have not left.
    fn is_any(&self) -> bool {
        self.spans.taken() > 0
    }

    /// Whether as much waits as one batch carries, if in several, or as leaves half of the room.
    fn is_due(&self) -> bool {
        self.spans.taken() >= self.limits.batch
            || self.bytes.taken() >= BATCH_BYTES.min(self.limits.bytes / 2)
    }

    /// Ends a lane's batch, and opens one; with the same room, where as many spans are likely to follow.
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

    /// Lets what waits now leave without waiting for more; returns how many spans leave until all that have.
    pub(crate) fn seal(&self) -> u64 {
        for mut lane in self.open.each() {
            self.seal_lane(&mut lane, false);
        }
        self.state().sealed_spans
    }

    /// The same, with the time from which what comes next waits.
    fn seal_all<'a>(&'a self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        state.since = Some(Instant::now());
        drop(state);
        let marked = self.seal();
        let mut state = self.state();
        state.marked = marked;
        state
    }

    /// Takes no more, and lets the worker end when what waits has left.
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

    /// Whether the worker waits without a timer, and how many spans there is room for meanwhile.
    #[cfg(test)]
    #[cfg(feature = "console")]
    pub(super) fn rest(&self) -> (bool, usize) {
        let open: usize = self.open.each().map(|lane| lane.open.room()).sum();
        let state = self.state();
        let room = open + state.spare.iter().map(SpanBatch::room).sum::<usize>();
        (state.worker == Worker::Asleep, room)
    }

    /// Wakes the worker if it has something to do that it does not know of: a signal costs more than a span.
    fn wake(&self, mut state: MutexGuard<'_, State>) {
        let is_wanted = state.is_closed || !state.sealed.is_empty() || self.is_due();
        let next = match state.worker {
            Worker::Asleep | Worker::Dozing if is_wanted => Worker::Working,
            Worker::Asleep if self.is_any() => Worker::Dozing,
            Worker::Asleep | Worker::Dozing | Worker::Working => return,
        };
        state.worker = next;
        self.wanted.store(NOBODY, Ordering::SeqCst);
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
            // Where full batches keep coming, what few threads let wait leaves in time all the same. Not before the last
            // such batches have left: of an exporter that takes long there would be ever more, and ever smaller ones.
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

    /// Waits for a full batch for so long.
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
        self.wanted.store(NOBODY, Ordering::SeqCst);
        state
    }

    /// Waits for a span, or for the end; whoever comes first wakes the worker.
    fn sleep(&self) -> MutexGuard<'_, State> {
        let mut state = self.state();
        self.wanted.store(1, Ordering::SeqCst);
        if state.is_at_rest() && !self.is_any() {
            state.worker = Worker::Asleep;
            let slept = self.changed.wait(state);
            state = slept.unwrap_or_else(PoisonError::into_inner);
        }
        self.wanted.store(NOBODY, Ordering::SeqCst);
        state
    }

    /// Gives back the room of batches that have been empty for long.
    fn give_room_back(&self) {
        for mut lane in self.open.each() {
            let unused = lane.open.is_empty().then(|| mem::take(&mut lane.open));
            drop(lane);
            drop(unused);
        }
    }
}
