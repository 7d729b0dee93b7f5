//! Batches that still take spans.
//!
//! Each thread lets its spans wait in one of a few, so that threads neither wait for one another nor write to memory
//! that another processor has just written. What is printed keeps to one order instead: a tree is printed with its
//! root, and what ended before that on another thread belongs into it.

use std::array;
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::span_batch::SpanBatch;

/// How many batches are open: threads that end spans at the same time are mostly few.
pub(super) const LANES: usize = 4;

/// A batch that takes spans of some threads. It shares no line of memory with another.
#[derive(Debug, Default)]
#[repr(align(128))]
pub(super) struct Lane {
    pub(super) open: SpanBatch,
    pub(super) is_closed: bool,
}

/// One open batch for every few threads, or one for all of them.
#[derive(Debug)]
pub(super) struct OpenBatches {
    lanes: [Mutex<Lane>; LANES],
    /// Whether spans leave in the order in which they end, whichever thread ends them.
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

    /// That of this thread.
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
        // A thread that ends has no number any more.
        lock(self.lanes.get(here.unwrap_or_default()).unwrap_or(first))
    }

    /// All of them, one after the other.
    pub(super) fn each(&self) -> impl Iterator<Item = MutexGuard<'_, Lane>> {
        self.lanes.iter().map(lock)
    }
}

fn lock(lane: &Mutex<Lane>) -> MutexGuard<'_, Lane> {
    lane.lock().unwrap_or_else(PoisonError::into_inner)
}
