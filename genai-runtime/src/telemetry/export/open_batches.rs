//! Batches that still accept spans.
//!
//! Each thread adds its spans to one of a few batches, so that threads rarely contend for a lock or a cache line. A
//! console exporter uses a single one, since it needs spans in the order in which they end: a tree is printed with its
//! root, and includes children that ended earlier on other threads.

use std::array;
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::span_batch::SpanBatch;

/// How many batches are open: few threads end spans at the same time.
pub(super) const LANES: usize = 4;

/// A batch for the spans of some threads, aligned to cache lines of its own.
#[derive(Debug, Default)]
#[repr(align(128))]
pub(super) struct Lane {
    pub(super) open: SpanBatch,
    pub(super) is_closed: bool,
}

/// The open batches of a queue.
#[derive(Debug)]
pub(super) struct OpenBatches {
    lanes: [Mutex<Lane>; LANES],
    /// Whether all threads use one lane, so that spans are exported in the order in which they end.
    is_in_order: bool,
}

static NEXT: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static HERE: Cell<Option<usize>> = const { Cell::new(None) };
}

impl OpenBatches {
    pub(super) fn new(is_in_order: bool) -> Self {
        Self {
            lanes: array::from_fn(|_| Mutex::default()),
            is_in_order,
        }
    }

    /// The lane of this thread.
    pub(super) fn here(&self) -> MutexGuard<'_, Lane> {
        let [first, ..] = &self.lanes;
        if self.is_in_order {
            return lock(first);
        }
        let here = HERE.try_with(|here| {
            here.get().unwrap_or_else(|| {
                let next = NEXT.fetch_add(1, Ordering::Relaxed) % LANES;
                here.set(Some(next));
                next
            })
        });
        // A thread whose locals are gone has no lane.
        lock(self.lanes.get(here.unwrap_or_default()).unwrap_or(first))
    }

    /// Locks all lanes, one after the other.
    pub(super) fn each(&self) -> impl Iterator<Item = MutexGuard<'_, Lane>> {
        self.lanes.iter().map(lock)
    }
}

fn lock(lane: &Mutex<Lane>) -> MutexGuard<'_, Lane> {
    lane.lock().unwrap_or_else(PoisonError::into_inner)
}
