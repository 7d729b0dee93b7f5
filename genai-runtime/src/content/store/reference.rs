//! References to stored parts.

use serde_json::{Map, Value};

use super::{ContentDigest, ContentStore, ResolveError};

/// The `type` of references.
pub(crate) const TYPE: &str = "genai_runtime.stored";

/// A reference to a stored part: `{"type":"genai_runtime.stored","part":"text","digest":"sha256:…","bytes":123}`.
///
/// In messages and instructions it replaces the part, as the conventions' part of any type. For a tool's arguments
/// or result it replaces the whole value, and for a document or a record its `content`.
///
/// # Examples
///
/// ```
/// use genai_runtime::content::{ContentDigest, StoredPart};
///
/// let digest = ContentDigest::of(b"{}");
/// let json = serde_json::json!({
///     "type": "genai_runtime.stored", "part": "text", "digest": digest.to_string(), "bytes": 2,
/// });
/// let part = StoredPart::from_json(&json).unwrap();
/// assert_eq!((part.part(), part.digest(), part.bytes()), ("text", digest, 2));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPart {
    part: String,
    digest: ContentDigest,
    bytes: u64,
}

impl StoredPart {
    pub(super) fn new(part: &str, digest: ContentDigest, bytes: u64) -> Self {
        Self {
            part: part.to_owned(),
            digest,
            bytes,
        }
    }

    /// The reference as JSON.
    #[cfg(test)]
    pub(super) fn json(&self) -> String {
        let piece = crate::content::render::reference(self, crate::content::render::Limit::NONE);
        piece.map(|piece| piece.json).unwrap_or_default()
    }

    /// Parses a reference; `None` for any other value.
    pub fn from_json(json: &Value) -> Option<Self> {
        json.as_object().and_then(Self::from_object)
    }

    pub(super) fn from_object(fields: &Map<String, Value>) -> Option<Self> {
        let text = |key: &str| fields.get(key)?.as_str();
        let is_one = text("type") == Some(TYPE) && fields.len() == 4;
        if !is_one {
            return None;
        }
        Some(Self {
            part: text("part")?.to_owned(),
            digest: ContentDigest::from_text(text("digest")?)?,
            bytes: fields.get("bytes")?.as_u64()?,
        })
    }

    /// The kind of stored part: the `type` of a message's part, else `arguments`, `result` or `content`.
    pub fn part(&self) -> &str {
        &self.part
    }

    /// The digest of the stored part.
    pub fn digest(&self) -> ContentDigest {
        self.digest
    }

    /// The length of the stored JSON in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the stored part, as JSON; `None` if it is not in the store.
    ///
    /// # Errors
    ///
    /// If the store fails, or the stored content does not match the digest.
    pub fn read<S: ContentStore + ?Sized>(
        &self,
        store: &S,
    ) -> Result<Option<String>, ResolveError> {
        let digest = self.digest;
        let found = store
            .get(&digest)
            .map_err(|error| ResolveError::Store(digest, error))?;
        let Some(bytes) = found else {
            return Ok(None);
        };
        if ContentDigest::of(&bytes) != digest {
            return Err(ResolveError::Corrupted(digest));
        }
        let json = String::from_utf8(bytes).map_err(|_| ResolveError::Corrupted(digest))?;
        match serde_json::from_str::<serde::de::IgnoredAny>(&json) {
            Ok(_) => Ok(Some(json)),
            Err(_) => Err(ResolveError::Corrupted(digest)),
        }
    }
}
