//! The queue of a store, and its worker threads.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry::Context;

use super::recent::Recent;
use super::{ContentDigest, ContentStore, DropMeter, DropReason};
use crate::notice::notice;
use crate::shield::{discard, shielded};

/// How many parts are stored concurrently, to hide the latency of remote stores.
pub(super) const MOST_WORKERS: usize = 16;

/// A part to store.
pub(super) struct Item {
    pub(super) digest: ContentDigest,
    pub(super) bytes: Vec<u8>,
    pub(super) meter: Option<Arc<dyn DropMeter>>,
}

/// The bounds of the queue, including parts that are being stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capacity {
    pub(super) items: usize,
    pub(super) bytes: usize,
}

/// A store with its queue and its counters.
pub(super) struct Shared {
    pub(super) store: Box<dyn ContentStore>,
    pub(super) capacity: Capacity,
    state: Mutex<State>,
    /// Signals a new part, or the end of the queue.
    arrived: Condvar,
    settled: Condvar,
    drops: Drops,
}

#[derive(Default)]
struct State {
    /// Queued parts with their sequence numbers.
    waiting: VecDeque<(u64, Item)>,
    /// Bytes of parts that are queued or being stored.
    bytes: usize,
    /// How many parts were accepted, which is the sequence number of the next one.
    accepted: u64,
    /// Sequence numbers of parts that are neither stored nor dropped; they are settled in any order.
    unsettled: BTreeSet<u64>,
    recent: Recent,
    workers: usize,
    idle: usize,
    is_closed: bool,
}

#[derive(Default)]
struct Drops {
    counts: [AtomicU64; DropReason::COUNT],
    noticed: [AtomicBool; DropReason::COUNT],
    unreported: AtomicU64,
}

impl Shared {
    pub(super) fn new(store: Box<dyn ContentStore>, capacity: Capacity) -> Self {
        Self {
            store,
            capacity,
            state: Mutex::default(),
            arrived: Condvar::new(),
            settled: Condvar::new(),
            drops: Drops::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a part, unless it was stored recently. Never waits.
    pub(super) fn push(self: &Arc<Self>, item: Item) {
        let mut state = self.state();
        if !state.recent.insert(item.digest, Instant::now()) {
            return;
        }
        let bytes = state.bytes.saturating_add(item.bytes.len());
        if state.unsettled.len() >= self.capacity.items || bytes > self.capacity.bytes {
            state.recent.forget(&item.digest);
            drop(state);
            return self.lose(&item, DropReason::QueueFull, "too much waits for it");
        }
        if state.waiting.len() >= state.idle && state.workers < MOST_WORKERS {
            match self.start() {
                Ok(()) => state.workers += 1,
                // Other workers will take the part.
                Err(_) if state.workers > 0 => {}
                Err(error) => {
                    state.recent.forget(&item.digest);
                    drop(state);
                    return self.lose(&item, DropReason::NoThread, &error.to_string());
                }
            }
        }
        let number = state.accepted;
        state.bytes = bytes;
        state.accepted += 1;
        state.unsettled.insert(number);
        state.waiting.push_back((number, item));
        drop(state);
        self.arrived.notify_one();
    }

    fn start(self: &Arc<Self>) -> std::io::Result<()> {
        let shared = Arc::clone(self);
        let work = move || {
            // An instrumented store would capture its own content for ever.
            let _suppressed = Context::enter_telemetry_suppressed_scope();
            while let Some((number, item)) = shared.next() {
                shared.put(number, &item);
            }
        };
        let thread = thread::Builder::new().name("genai-content-store".to_owned());
        thread.spawn(work).map(drop)
    }

    /// Waits for the next part; `None` once the queue is closed and empty.
    fn next(&self) -> Option<(u64, Item)> {
        let has_nothing = |state: &mut State| state.waiting.is_empty() && !state.is_closed;
        let mut state = self.state();
        state.idle += 1;
        let mut state = self
            .arrived
            .wait_while(state, has_nothing)
            .unwrap_or_else(PoisonError::into_inner);
        state.idle -= 1;
        state.waiting.pop_front()
    }

    fn put(&self, number: u64, item: &Item) {
        let put = || {
            let stored = self.store.put(&item.digest, &item.bytes);
            // `Display` of the cause is the user's code, too.
            stored.map_err(|error| error.to_string())
        };
        let lost = match catch_unwind(AssertUnwindSafe(put)) {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some((DropReason::Error, error)),
            Err(payload) => {
                discard(payload);
                Some((DropReason::Panic, "it panicked".to_owned()))
            }
        };
        // Counted before it is settled, so that a caller who has flushed the queue sees every drop.
        if let Some((reason, text)) = &lost {
            self.lose(item, *reason, text);
        }
        let mut state = self.state();
        state.unsettled.remove(&number);
        state.bytes = state.bytes.saturating_sub(item.bytes.len());
        if lost.is_some() {
            state.recent.forget(&item.digest);
        }
        drop(state);
        self.settled.notify_all();
    }

    fn lose(&self, item: &Item, reason: DropReason, text: &str) {
        let Drops {
            counts,
            noticed,
            unreported,
        } = &self.drops;
        if let Some(count) = counts.get(reason.index()) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        unreported.fetch_add(1, Ordering::Relaxed);
        if let Some(meter) = &item.meter {
            // Third-party instruments may panic.
            shielded(|| meter.dropped(reason));
        }
        let is_known = noticed.get(reason.index());
        if is_known.is_some_and(|known| !known.swap(true, Ordering::Relaxed)) {
            notice(&format!(
                "captured content could not be stored ({reason}): {text}; reported once, counted by \
                 `{}`",
                genai_semconv::attribute::GENAI_RUNTIME_CONTENT_STORE_DROPPED
            ));
        }
    }

    /// Parts that were dropped for a reason.
    pub(super) fn dropped(&self, reason: DropReason) -> u64 {
        let count = self.drops.counts.get(reason.index());
        count.map_or(0, |count| count.load(Ordering::Relaxed))
    }

    /// Parts that were dropped since the last call.
    #[cfg(feature = "sdk")]
    pub(super) fn take_unreported(&self) -> u64 {
        self.drops.unreported.swap(0, Ordering::Relaxed)
    }

    /// Parts that are neither stored nor dropped yet.
    pub(super) fn pending(&self) -> u64 {
        self.state().unsettled.len() as u64
    }

    /// How many parts were accepted until now.
    pub(super) fn accepted(&self) -> u64 {
        self.state().accepted
    }

    /// Waits until the first `first` parts are stored or dropped; returns whether they are.
    pub(super) fn wait_for(&self, first: u64, timeout: Duration) -> bool {
        let are_settled = |state: &State| {
            let oldest = state.unsettled.first();
            oldest.is_none_or(|oldest| *oldest >= first)
        };
        let goes_on = |state: &mut State| !are_settled(state);
        let state = self.state();
        let state = match Instant::now().checked_add(timeout) {
            Some(_) => {
                let waited = self.settled.wait_timeout_while(state, timeout, goes_on);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => {
                let waited = self.settled.wait_while(state, goes_on);
                waited.unwrap_or_else(PoisonError::into_inner)
            }
        };
        are_settled(&state)
    }

    /// Closes the queue; the workers end once it is empty.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.arrived.notify_all();
    }
}
