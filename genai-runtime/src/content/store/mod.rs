//! Captured content stored by reference: each distinct part once, under the digest of its JSON.
//!
//! Rendering hands parts to a queue, whose worker threads store them. Code that records content never waits for a store
//! and never sees its failures.

mod digest;
mod directory;
mod drops;
mod error;
mod fields;
mod keep;
#[cfg(feature = "object-store")]
mod object;
mod queue;
mod recent;
mod reference;
mod resolve;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_bounds;
#[cfg(test)]
mod tests_of_queue;
#[cfg(test)]
mod tests_of_resolve;
mod worker;

use std::fmt::Debug;
use std::sync::Arc;

pub use digest::ContentDigest;
pub use directory::DirectoryStore;
pub(crate) use drops::DropMeter;
pub use drops::DropReason;
pub use error::StoreError;
pub(crate) use keep::Storing;
#[cfg(feature = "object-store")]
pub use object::ObjectContentStore;
pub use queue::StoreQueue;
pub use reference::StoredPart;
pub(crate) use reference::TYPE;
pub use resolve::{ResolveError, resolve, resolve_value};

/// A place that stores content under its digest.
///
/// A store is called by up to 16 threads of a [`StoreQueue`] at once, and by code that [resolves](resolve) references.
/// It may be slow, fail or panic: calls of annotated functions are not affected.
///
/// # Examples
///
/// ```
/// use std::collections::HashMap;
/// use std::sync::{Mutex, PoisonError};
///
/// use genai_runtime::content::{ContentDigest, ContentStore, StoreError};
///
/// #[derive(Debug, Default)]
/// struct Memory(Mutex<HashMap<ContentDigest, Vec<u8>>>);
///
/// impl ContentStore for Memory {
///     fn put(&self, digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError> {
///         let mut objects = self.0.lock().unwrap_or_else(PoisonError::into_inner);
///         objects.insert(*digest, bytes.to_vec());
///         Ok(())
///     }
///
///     fn get(&self, digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
///         let objects = self.0.lock().unwrap_or_else(PoisonError::into_inner);
///         Ok(objects.get(digest).cloned())
///     }
/// }
///
/// let store = Memory::default();
/// let digest = ContentDigest::of(b"{}");
/// store.put(&digest, b"{}")?;
/// assert_eq!(store.get(&digest)?.as_deref(), Some(&b"{}"[..]));
/// # Ok::<(), StoreError>(())
/// ```
pub trait ContentStore: Send + Sync + Debug {
    /// Stores `bytes` under their digest; succeeds if they are stored already.
    ///
    /// Must be atomic: a reader must never find incomplete bytes under the digest.
    ///
    /// # Errors
    ///
    /// If they are not stored.
    fn put(&self, digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError>;

    /// Returns the bytes that are stored under a digest; `None` if there are none.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    fn get(&self, digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError>;
}

impl<S: ContentStore + ?Sized> ContentStore for Arc<S> {
    fn put(&self, digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError> {
        (**self).put(digest, bytes)
    }

    fn get(&self, digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
        (**self).get(digest)
    }
}
