//! The concurrency of the queue, and how long a flush waits.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::tests::PLENTY;
use super::worker::{Capacity, Item, MOST_WORKERS, Shared};
use super::{ContentDigest, ContentStore, StoreError};

/// A store whose writes block until they are released, and which counts them.
#[derive(Debug, Default)]
struct HeldStore {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Parts that are being put, and most of them at once.
    writing: usize,
    most: usize,
    /// Parts that may leave.
    free: HashSet<Vec<u8>>,
}

impl HeldStore {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn release(&self, parts: impl IntoIterator<Item = usize>) {
        let parts = parts.into_iter().map(|number| number.to_string());
        self.state().free.extend(parts.map(String::into_bytes));
        self.changed.notify_all();
    }

    /// Waits until so many parts are being put; says whether they are.
    fn is_full_of(&self, parts: usize) -> bool {
        let lacks = |state: &mut State| state.writing < parts;
        let waited = self.changed.wait_timeout_while(self.state(), PLENTY, lacks);
        !waited.unwrap().1.timed_out()
    }
}

impl ContentStore for HeldStore {
    fn put(&self, _digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError> {
        let mut state = self.state();
        state.writing += 1;
        state.most = state.most.max(state.writing);
        self.changed.notify_all();
        let is_held = |state: &mut State| !state.free.contains(bytes);
        self.changed.wait_while(state, is_held).unwrap().writing -= 1;
        Ok(())
    }

    fn get(&self, _digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }
}

fn queue(store: &Arc<HeldStore>) -> Arc<Shared> {
    let capacity = Capacity {
        items: 1_000,
        bytes: 1_000_000,
    };
    Arc::new(Shared::new(Box::new(Arc::clone(store)), capacity))
}

fn push(queue: &Arc<Shared>, parts: impl IntoIterator<Item = usize>) {
    for number in parts {
        let bytes = number.to_string().into_bytes();
        queue.push(Item {
            digest: ContentDigest::of(&bytes),
            bytes,
            meter: None,
        });
    }
}

#[test]
fn many_parts_are_put_at_once_and_a_flush_waits_for_all() {
    let store = Arc::new(HeldStore::default());
    let queue = queue(&store);
    push(&queue, 0..100);
    assert!(store.is_full_of(MOST_WORKERS));
    assert_eq!(queue.pending(), 100);
    assert!(!queue.wait_for(100, Duration::ZERO));
    store.release(0..100);
    assert!(queue.wait_for(100, PLENTY));
    assert_eq!((queue.pending(), queue.accepted()), (0, 100));
    assert_eq!(store.state().most, MOST_WORKERS);
    queue.close();
}

#[test]
fn a_part_that_hangs_does_not_block_others() {
    let store = Arc::new(HeldStore::default());
    let queue = queue(&store);
    push(&queue, [0]);
    let before = queue.accepted();
    assert!(store.is_full_of(1));
    store.release(1..100);
    push(&queue, 1..100);
    let deadline = Instant::now() + PLENTY;
    while queue.pending() > 1 {
        assert!(Instant::now() < deadline, "nothing goes on");
        thread::yield_now();
    }
    assert!(!queue.wait_for(before, Duration::ZERO));
    store.release([0]);
    assert!(queue.wait_for(before, PLENTY));
    assert_eq!(queue.pending(), 0);
    queue.close();
}
