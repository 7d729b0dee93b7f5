//! The thread that puts parts into a store, and the queue in front of it.

use std::collections::VecDeque;
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

/// A part on its way.
pub(super) struct Item {
    pub(super) digest: ContentDigest,
    pub(super) bytes: Vec<u8>,
    pub(super) meter: Option<Arc<dyn DropMeter>>,
}

/// What may wait, the part that is being put included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capacity {
    pub(super) items: usize,
    pub(super) bytes: usize,
}

/// A store, what waits for it, and what was lost.
pub(super) struct Shared {
    pub(super) store: Box<dyn ContentStore>,
    pub(super) capacity: Capacity,
    state: Mutex<State>,
    changed: Condvar,
    drops: Drops,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Item>,
    /// Bytes that wait, those that are being put included.
    bytes: usize,
    accepted: u64,
    settled: u64,
    recent: Recent,
    has_worker: bool,
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
            changed: Condvar::new(),
            drops: Drops::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a part wait for the store, unless it was put lately; never waits itself.
    pub(super) fn push(self: &Arc<Self>, item: Item) {
        let mut state = self.state();
        if !state.recent.insert(item.digest, Instant::now()) {
            return;
        }
        let pending = usize::try_from(state.accepted - state.settled).unwrap_or(usize::MAX);
        let bytes = state.bytes.saturating_add(item.bytes.len());
        if pending >= self.capacity.items || bytes > self.capacity.bytes {
            state.recent.forget(&item.digest);
            drop(state);
            return self.lose(&item, DropReason::QueueFull, "too much waits for it");
        }
        if !state.has_worker {
            if let Err(error) = self.start() {
                state.recent.forget(&item.digest);
                drop(state);
                return self.lose(&item, DropReason::NoThread, &error.to_string());
            }
            state.has_worker = true;
        }
        state.bytes = bytes;
        state.accepted += 1;
        state.waiting.push_back(item);
        drop(state);
        self.changed.notify_all();
    }

    fn start(self: &Arc<Self>) -> std::io::Result<()> {
        let shared = Arc::clone(self);
        let work = move || {
            // What an instrumented store does is no telemetry: it would store itself for ever.
            let _suppressed = Context::enter_telemetry_suppressed_scope();
            while let Some(item) = shared.next() {
                shared.put(&item);
            }
        };
        let thread = thread::Builder::new().name("genai-content-store".to_owned());
        thread.spawn(work).map(drop)
    }

    /// The next part; none once no more can come.
    fn next(&self) -> Option<Item> {
        let is_idle = |state: &mut State| state.waiting.is_empty() && !state.is_closed;
        let mut state = self
            .changed
            .wait_while(self.state(), is_idle)
            .unwrap_or_else(PoisonError::into_inner);
        state.waiting.pop_front()
    }

    fn put(&self, item: &Item) {
        let put = || {
            let stored = self.store.put(&item.digest, &item.bytes);
            // What a cause says of itself is the user's code, too.
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
        // Counted before it is settled: who has waited for the queue sees every drop.
        if let Some((reason, text)) = &lost {
            self.lose(item, *reason, text);
        }
        let mut state = self.state();
        state.settled += 1;
        state.bytes = state.bytes.saturating_sub(item.bytes.len());
        if lost.is_some() {
            state.recent.forget(&item.digest);
        }
        drop(state);
        self.changed.notify_all();
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
            // A host's instruments may panic.
            shielded(|| meter.dropped(reason));
        }
        let is_known = noticed.get(reason.index());
        if is_known.is_some_and(|known| !known.swap(true, Ordering::Relaxed)) {
            notice(&format!(
                "captured content does not reach its store ({reason}): {text}; said once, counted by \
                 `{}`",
                genai_semconv::attribute::GENAI_RUNTIME_CONTENT_STORE_DROPPED
            ));
        }
    }

    /// Parts that were lost for a reason.
    pub(super) fn dropped(&self, reason: DropReason) -> u64 {
        let count = self.drops.counts.get(reason.index());
        count.map_or(0, |count| count.load(Ordering::Relaxed))
    }

    /// Parts that were lost since the last call.
    #[cfg(feature = "sdk")]
    pub(super) fn take_unreported(&self) -> u64 {
        self.drops.unreported.swap(0, Ordering::Relaxed)
    }

    /// Parts that are neither stored nor lost yet.
    pub(super) fn pending(&self) -> u64 {
        let state = self.state();
        state.accepted - state.settled
    }

    /// Waits until all that was pushed until now is stored or lost; says whether it is.
    pub(super) fn flush(&self, timeout: Duration) -> bool {
        let state = self.state();
        let accepted = state.accepted;
        let goes_on = |state: &mut State| state.settled < accepted;
        let state = match Instant::now().checked_add(timeout) {
            Some(_) => {
                let waited = self.changed.wait_timeout_while(state, timeout, goes_on);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => {
                let waited = self.changed.wait_while(state, goes_on);
                waited.unwrap_or_else(PoisonError::into_inner)
            }
        };
        state.settled >= accepted
    }

    /// Lets the worker end once nothing waits any more.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_all();
    }
}
