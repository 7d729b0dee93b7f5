//! The queue in front of a store.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::worker::{Capacity, Item, Shared};
use super::{ContentDigest, ContentStore, DropMeter, DropReason};

/// The default capacity of a queue.
const DEFAULT: Capacity = Capacity {
    items: 4096,
    bytes: 64 << 20,
};

/// A [`ContentStore`] behind a bounded queue with worker threads; clones share both.
///
/// Recording content never waits for the store. Up to 16 parts are stored concurrently, in any order: a store that
/// takes 50 ms for each sustains 320 parts a second, and bursts beyond that are queued. A part is dropped if the queue
/// is full or if the store fails or panics. Drops are counted here and by the metric
/// `genai_runtime.content.store.dropped`, with one notice per [reason](DropReason) to the diagnostics of `Telemetry`. A
/// part that was stored within the last hour is not stored again (16,384 of them are remembered); a dropped part is
/// tried again when it recurs.
///
/// Threads are started on demand. All end when the last clone is dropped and the queue is empty. A program that ends
/// before that loses the queued parts: `TelemetryGuard` waits for them when it flushes and shuts down, other programs
/// call [`flush`](Self::flush).
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use genai_runtime::content::{ContentPolicy, DirectoryStore, StoreQueue};
///
/// let store = StoreQueue::new(DirectoryStore::new("/var/lib/bot/content"));
/// let policy = ContentPolicy::default().store(store.clone());
/// // … the program …
/// if !store.flush(Duration::from_secs(2)) || store.dropped() > 0 {
///     eprintln!("{} parts are lost, {} still on their way", store.dropped(), store.pending());
/// }
/// # drop(policy);
/// ```
#[derive(Clone)]
pub struct StoreQueue(Arc<Handle>);

/// Shared by all clones; lets the workers end when it is dropped.
struct Handle(Arc<Shared>);

impl<S: ContentStore + 'static> From<S> for StoreQueue {
    fn from(store: S) -> Self {
        Self::new(store)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl StoreQueue {
    /// A queue in front of a store, for at most 4,096 parts and 64 MiB.
    pub fn new(store: impl ContentStore + 'static) -> Self {
        Self::with(Box::new(store), DEFAULT)
    }

    /// A queue for at most `parts` parts and `bytes` bytes, including those that are being written.
    pub fn with_capacity(store: impl ContentStore + 'static, parts: usize, bytes: usize) -> Self {
        let capacity = Capacity {
            items: parts,
            bytes,
        };
        Self::with(Box::new(store), capacity)
    }

    fn with(store: Box<dyn ContentStore>, capacity: Capacity) -> Self {
        Self(Arc::new(Handle(Arc::new(Shared::new(store, capacity)))))
    }

    /// The store, to [resolve](super::resolve) references.
    pub fn store(&self) -> &dyn ContentStore {
        &*self.0.0.store
    }

    /// Parts that did not reach the store until now.
    pub fn dropped(&self) -> u64 {
        use DropReason::{Error, NoThread, Panic, QueueFull};
        let reasons = [QueueFull, Error, Panic, NoThread];
        reasons.map(|reason| self.dropped_for(reason)).iter().sum()
    }

    /// Parts that did not reach the store for one reason.
    pub fn dropped_for(&self, reason: DropReason) -> u64 {
        self.0.0.dropped(reason)
    }

    /// Parts that are neither stored nor dropped yet.
    pub fn pending(&self) -> u64 {
        self.0.0.pending()
    }

    /// Waits until everything queued until now is stored or dropped, for `timeout` at most; returns
    /// whether it is.
    ///
    /// Exporters of `Telemetry` render deferred content, and queue it, when they export: `TelemetryGuard::flush` waits
    /// for both.
    pub fn flush(&self, timeout: Duration) -> bool {
        let shared = &self.0.0;
        shared.wait_for(shared.accepted(), timeout)
    }

    pub(crate) fn put(
        &self,
        digest: ContentDigest,
        bytes: Vec<u8>,
        meter: Option<Arc<dyn DropMeter>>,
    ) {
        self.0.0.push(Item {
            digest,
            bytes,
            meter,
        });
    }

    /// Parts that were dropped since the last call.
    #[cfg(feature = "sdk")]
    pub(crate) fn take_unreported(&self) -> u64 {
        self.0.0.take_unreported()
    }

    /// Whether both are the same queue.
    #[cfg(feature = "sdk")]
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Does not show queued content.
impl fmt::Debug for StoreQueue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("StoreQueue")
            .field("store", &self.store())
            .field("pending", &self.pending())
            .field("dropped", &self.dropped())
            .finish()
    }
}
