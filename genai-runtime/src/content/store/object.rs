//! Stores of the crate `object_store`.

use std::fmt::{self, Display};
use std::future::Future;
use std::sync::{Arc, mpsc};

use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload};

use super::{ContentDigest, ContentStore, StoreError};
use crate::background::BackgroundRuntime;

/// A store of the crate `object_store` (Amazon S3, Google Cloud Storage, Azure Blob Storage, …) as a
/// [`ContentStore`] (feature `object-store`): one object per part, `ab12….json`, named after the digest.
///
/// An object is created only if there is none, and is visible once it is complete. The store runs on a thread of its
/// own and works with any async runtime, or none. Timeouts and retries of requests are up to the given store.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use genai_runtime::content::object_store::memory::InMemory;
/// use genai_runtime::content::{ContentDigest, ContentStore, ObjectContentStore};
///
/// let store = ObjectContentStore::new(Arc::new(InMemory::new()))?.prefix("bot/content");
/// let digest = ContentDigest::of(b"{}");
/// store.put(&digest, b"{}")?;
/// assert_eq!(store.get(&digest)?.as_deref(), Some(&b"{}"[..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "nothing is stored before a policy or a builder is given the store"]
pub struct ObjectContentStore {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    runtime: BackgroundRuntime,
}

impl ObjectContentStore {
    /// Wraps a store; objects are at its root.
    ///
    /// # Errors
    ///
    /// If a thread cannot be started.
    pub fn new(store: Arc<dyn ObjectStore>) -> Result<Self, StoreError> {
        let runtime = BackgroundRuntime::start("genai-object-store")
            .map_err(|error| StoreError::new("no thread for the object store").because(error))?;
        Ok(Self {
            store,
            prefix: Path::default(),
            runtime,
        })
    }

    /// Sets the path of the objects, such as `bot/content`.
    pub fn prefix(mut self, prefix: &str) -> Self {
        self.prefix = Path::from(prefix);
        self
    }

    /// The path of a part's object, whether it exists or not.
    pub fn path_of(&self, digest: &ContentDigest) -> Path {
        self.prefix.clone().join(format!("{}.json", digest.hex()))
    }

    /// Runs a request on the store's own thread and waits for it: the caller may be in an async runtime, or in none.
    fn wait<T: Send + 'static>(
        &self,
        request: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<Result<T, Error>, StoreError> {
        let gone = || StoreError::new("the object store panicked");
        let (sender, receiver) = mpsc::sync_channel(1);
        let runtime = self.runtime.handle().ok_or_else(gone)?;
        runtime.spawn(async move {
            // Fails if the caller is gone, as when the process ends.
            let _ = sender.send(request.await);
        });
        receiver.recv().map_err(|_| gone())
    }

    fn put_as(
        &self,
        mode: PutMode,
        path: &Path,
        payload: PutPayload,
    ) -> Result<Result<(), Error>, StoreError> {
        let (store, path) = (Arc::clone(&self.store), path.clone());
        let options = PutOptions::from(mode);
        self.wait(async move { store.put_opts(&path, payload, options).await.map(drop) })
    }
}

impl ContentStore for ObjectContentStore {
    fn put(&self, digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path_of(digest);
        let payload = PutPayload::from(bytes.to_vec());
        let created = self.put_as(PutMode::Create, &path, payload.clone())?;
        let put = match created {
            Err(Error::AlreadyExists { .. }) => Ok(()),
            // The store does not support conditional creation. Overwriting an object by equal content is harmless.
            Err(Error::NotSupported { .. } | Error::NotImplemented { .. }) => {
                self.put_as(PutMode::Overwrite, &path, payload)?
            }
            other => other,
        };
        put.map_err(|error| failed("write", &path, error))
    }

    fn get(&self, digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path_of(digest);
        let (store, at) = (Arc::clone(&self.store), path.clone());
        let found = self.wait(async move { store.get(&at).await?.bytes().await })?;
        match found {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed("read", &path, error)),
        }
    }
}

fn failed(what: &str, path: &impl Display, error: Error) -> StoreError {
    StoreError::new(format!("cannot {what} the object `{path}`")).because(error)
}

impl fmt::Debug for ObjectContentStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ObjectContentStore")
            .field("store", &self.store)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}
