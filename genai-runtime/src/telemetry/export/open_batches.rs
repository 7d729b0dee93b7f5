//! Batches that still take spans.
//!
//! Each thread lets its spans wait in one of a few, so that threads neither wait for one another nor write to memory
//! that another processor has just written.

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

/// One open batch for every few threads.
#[derive(Debug)]
pub(super) struct OpenBatches([Mutex<Lane>; LANES]);

static NEXT: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static HERE: Cell<Option<usize>> = const { Cell::new(None) };
}

impl OpenBatches {
    pub(super) fn new() -> Self {
        Self(array::from_fn(|_| Mutex::default()))
    }

    /// That of this thread.
    pub(super) fn here(&self) -> MutexGuard<'_, Lane> {
        let [first, ..] = &self.0;
        let here = HERE.try_with(|here| {
            here.get().unwrap_or_else(|| {
                let next = NEXT.fetch_add(1, Ordering::Relaxed) % LANES;
                here.set(Some(next));
                next
            })
        });
        // A thread that ends has no number any more.
        lock(self.0.get(here.unwrap_or_default()).unwrap_or(first))
    }

    /// All of them, one after the other.
    pub(super) fn each(&self) -> impl Iterator<Item = MutexGuard<'_, Lane>> {
        self.0.iter().map(lock)
    }
}

fn lock(lane: &Mutex<Lane>) -> MutexGuard<'_, Lane> {
    lane.lock().unwrap_or_else(PoisonError::into_inner)
}
