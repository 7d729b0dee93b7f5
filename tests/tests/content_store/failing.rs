//! Stores that hang, fail or panic: calls are not affected, and lost content is counted.

use std::error::Error;
use std::fmt::{self, Display};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use genai_runtime::content::{
    ContentDigest, ContentPolicy, ContentStore, DropReason, StoreError, StoreQueue, resolve,
};
use genai_runtime::testing::{Capture, capture};
use genai_runtime::{ContentCapture, chain_step};
use genai_tests::setup::PLENTY;

const DROPPED: &str = "genai_runtime.content.store.dropped";
const REASON: &str = "genai_runtime.content.store.reason";

#[chain_step(kind = agent, system = "openai", input = text)]
fn talk(text: &str) -> usize {
    text.len()
}

fn storing(store: &StoreQueue) -> Capture {
    let policy = ContentPolicy::default().capture(ContentCapture::SpanOnly);
    capture().with_content_policy(policy.store(store.clone()))
}

fn dropped(capture: &Capture, reason: DropReason) -> f64 {
    let metric = capture.metric(DROPPED);
    let points = metric
        .iter()
        .flat_map(|metric| metric.points_with(REASON, reason.as_str()));
    points.map(|point| point.sum).sum()
}

/// Blocks writers until it is opened, and signals when one waits.
#[derive(Debug, Default)]
struct Gate {
    /// Whether a writer waits, and whether the gate is open.
    state: Mutex<(bool, bool)>,
    changed: Condvar,
}

impl Gate {
    fn open(&self) {
        self.state.lock().unwrap().1 = true;
        self.changed.notify_all();
    }

    fn wait_for_writer(&self) {
        let state = self.state.lock().unwrap();
        drop(
            self.changed
                .wait_while(state, |(has_come, _)| !*has_come)
                .unwrap(),
        );
    }
}

impl ContentStore for Gate {
    fn put(&self, _digest: &ContentDigest, _bytes: &[u8]) -> Result<(), StoreError> {
        let mut state = self.state.lock().unwrap();
        state.0 = true;
        self.changed.notify_all();
        drop(
            self.changed
                .wait_while(state, |(_, is_open)| !*is_open)
                .unwrap(),
        );
        Ok(())
    }

    fn get(&self, _digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }
}

#[test]
fn calls_do_not_wait_for_a_store_that_blocks() {
    let gate = Arc::new(Gate::default());
    let store = StoreQueue::with_capacity(Arc::clone(&gate), 3, 1 << 20);
    let capture = storing(&store);
    // The store is opened only after all calls have returned, so a call that waited for it would hang.
    for turn in 0..10 {
        assert_eq!(capture.run(|| talk(&format!("turn {turn}"))), 6);
    }
    gate.wait_for_writer();
    assert_eq!(
        (store.pending(), store.dropped_for(DropReason::QueueFull)),
        (3, 7)
    );
    assert!((dropped(&capture, DropReason::QueueFull) - 7.0).abs() < 0.1);
    assert!(!store.flush(Duration::ZERO));
    // Lost content is still referenced.
    let reference = capture.spans()[9].text("gen_ai.input.messages").unwrap();
    assert_eq!(resolve(&reference, store.store()).unwrap(), reference);
    gate.open();
    assert!(store.flush(PLENTY));
    // There is room again, also for content that was lost before.
    capture.run(|| talk("turn 9"));
    assert!(store.flush(PLENTY));
    assert_eq!((store.pending(), store.dropped()), (0, 7));
}

#[test]
fn a_queue_is_also_bounded_in_bytes() {
    let gate = Arc::new(Gate::default());
    let store = StoreQueue::with_capacity(Arc::clone(&gate), 1_000, 10_000);
    let capture = storing(&store);
    for turn in 0..10 {
        capture.run(|| talk(&format!("{turn}{}", "x".repeat(4_000))));
    }
    capture.run(|| talk(&"larger than all room".repeat(1_000)));
    assert_eq!((store.pending(), store.dropped()), (2, 9));
    gate.open();
    assert!(store.flush(PLENTY));
    assert_eq!(store.dropped(), 9);
}

/// Fails in the given way until `is_whole` is set.
#[derive(Debug, Default)]
struct Broken {
    is_whole: AtomicBool,
    how: How,
}

#[derive(Debug, Clone, Copy, Default)]
enum How {
    #[default]
    Fails,
    Panics,
    /// An error that panics when it is displayed.
    FailsUnreadably,
}

#[derive(Debug)]
struct Unreadable;

impl Display for Unreadable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("on purpose")
    }
}

impl Error for Unreadable {}

impl ContentStore for Broken {
    fn put(&self, _digest: &ContentDigest, _bytes: &[u8]) -> Result<(), StoreError> {
        if self.is_whole.load(Ordering::SeqCst) {
            return Ok(());
        }
        let error = StoreError::new("on purpose");
        match self.how {
            How::Fails => Err(error),
            How::Panics => panic!("on purpose"),
            How::FailsUnreadably => Err(error.because(Unreadable)),
        }
    }

    fn get(&self, _digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }
}

#[test]
fn a_failed_put_is_retried_when_the_content_recurs() {
    for (how, reason) in [
        (How::Fails, DropReason::Error),
        (How::Panics, DropReason::Panic),
        (How::FailsUnreadably, DropReason::Panic),
    ] {
        let broken = Arc::new(Broken {
            how,
            ..Broken::default()
        });
        let store = StoreQueue::new(Arc::clone(&broken));
        let capture = storing(&store);
        for turn in 0..3 {
            assert_eq!(capture.run(|| talk("again")), 5);
            assert!(store.flush(PLENTY));
            assert_eq!(store.dropped_for(reason), turn + 1);
        }
        assert_eq!(store.dropped(), 3);
        assert!((dropped(&capture, reason) - 3.0).abs() < 0.1);
        let metric = capture.metric(DROPPED).unwrap();
        assert_eq!(metric.unit, "{part}");
        broken.is_whole.store(true, Ordering::SeqCst);
        capture.run(|| talk("again"));
        assert!(store.flush(PLENTY));
        assert_eq!(store.dropped(), 3);
    }
}

#[test]
fn pending_content_is_stored_after_the_last_handle_is_dropped() {
    #[derive(Debug)]
    struct SendingStore(Gate, std::sync::mpsc::Sender<ContentDigest>);
    impl ContentStore for SendingStore {
        fn put(&self, digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError> {
            self.0.put(digest, bytes)?;
            self.1.send(*digest).unwrap();
            Ok(())
        }
        fn get(&self, _digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
            Ok(None)
        }
    }
    let (sender, receiver) = std::sync::mpsc::channel();
    let sending = Arc::new(SendingStore(Gate::default(), sender));
    let store = StoreQueue::new(Arc::clone(&sending));
    let capture = storing(&store);
    (0..5).for_each(|turn| {
        capture.run(|| talk(&format!("turn {turn}")));
    });
    drop((capture, store));
    sending.0.open();
    assert_eq!(receiver.iter().take(5).count(), 5);
    // The worker drops the store when it ends, after the last handle.
    drop(sending);
    assert_eq!(
        receiver.recv_timeout(PLENTY),
        Err(std::sync::mpsc::RecvTimeoutError::Disconnected)
    );
}
