//! Replaces references by the stored content.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use serde_json::Value;
use serde_json::value::RawValue;

use super::{ContentDigest, ContentStore, StoreError, StoredPart};

/// Why references could not be resolved.
#[derive(Debug)]
#[non_exhaustive]
pub enum ResolveError {
    /// The text is not JSON.
    NotJson,
    /// The content stored under this digest does not match it.
    Corrupted(ContentDigest),
    /// The store failed to read the content under this digest.
    Store(ContentDigest, StoreError),
}

impl fmt::Display for ResolveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson => formatter.write_str("the text is not JSON"),
            Self::Corrupted(digest) => {
                write!(
                    formatter,
                    "the content stored as `{digest}` does not match its digest"
                )
            }
            Self::Store(digest, error) => write!(formatter, "cannot read `{digest}`: {error}"),
        }
    }
}

impl Error for ResolveError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(_, error) => error.source(),
            Self::NotJson | Self::Corrupted(_) => None,
        }
    }
}

/// Replaces the references in an attribute's value, such as `gen_ai.input.messages`, by the stored parts: returns what
/// would have been recorded without a store and without a budget. Also takes a single reference, and the single message
/// that is an `input.value` or `output.value` of the media type `application/json`.
///
/// References to content that is not in the store are left in place.
///
/// # Errors
///
/// If the text is not JSON, if the store fails, or if stored content does not match its digest; the message
/// names the digest.
///
/// # Examples
///
/// ```
/// use genai_runtime::content::{ContentDigest, ContentStore, DirectoryStore, resolve};
///
/// # let directory = std::env::temp_dir().join(format!("genai-resolve-{}", std::process::id()));
/// let store = DirectoryStore::new(&directory);
/// let part = r#"{"type":"text","content":"hello"}"#;
/// let digest = ContentDigest::of(part.as_bytes());
/// store.put(&digest, part.as_bytes())?;
///
/// let reference = format!(r#"{{"type":"genai_runtime.stored","part":"text","digest":"{digest}","bytes":33}}"#);
/// let messages = format!(r#"[{{"role":"user","parts":[{reference}]}}]"#);
/// assert_eq!(resolve(&messages, &store)?, format!(r#"[{{"role":"user","parts":[{part}]}}]"#));
/// # std::fs::remove_dir_all(directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn resolve<S: ContentStore + ?Sized>(json: &str, store: &S) -> Result<String, ResolveError> {
    let mut found = Vec::new();
    let whole: &RawValue = serde_json::from_str(json).map_err(|_| ResolveError::NotJson)?;
    find(whole.get(), Place::Attribute, json, &mut found);
    let mut resolved = String::with_capacity(json.len());
    let mut end = 0;
    for (range, part) in found {
        if let Some(stored) = part.read(store)? {
            resolved.push_str(json.get(end..range.start).unwrap_or_default());
            resolved.push_str(&stored);
            end = range.end;
        }
    }
    resolved.push_str(json.get(end..).unwrap_or_default());
    Ok(resolved)
}

/// Replaces the references in a structured value, as events carry them; otherwise like [`resolve`].
///
/// # Errors
///
/// Like [`resolve`]; the value may then be partly resolved.
pub fn resolve_value<S: ContentStore + ?Sized>(
    value: &mut Value,
    store: &S,
) -> Result<(), ResolveError> {
    resolve_in(value, Place::Attribute, store)
}

/// The places where references may be. Content elsewhere that only looks like one is left alone.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// A list, or a tool's arguments or result.
    Attribute,
    /// A single message, as in `input.value`.
    Message,
    /// A message, an instruction or a record.
    Element,
    /// The parts of a message.
    Parts,
    /// A part of a message, or the content of a record.
    Part,
}

impl Place {
    /// The place of an object at this place: of attributes that are objects, only a message has a role.
    fn of_object(self, role: Option<&Value>) -> Self {
        match self {
            Self::Attribute if role.is_some_and(Value::is_string) => Self::Message,
            place => place,
        }
    }

    /// The place of the elements of an array at this place.
    fn of_elements(self) -> Option<Self> {
        match self {
            Self::Attribute => Some(Self::Element),
            Self::Parts => Some(Self::Part),
            Self::Message | Self::Element | Self::Part => None,
        }
    }

    /// The place of a field of an object at this place.
    fn of_field(self, key: &str) -> Option<Self> {
        match (self, key) {
            (Self::Message | Self::Element, "parts") => Some(Self::Parts),
            (Self::Element, "content") => Some(Self::Part),
            _ => None,
        }
    }

    fn is_for_references(self) -> bool {
        !matches!(self, Self::Parts)
    }
}

/// Finds references, in their order in `source`.
fn find(json: &str, place: Place, source: &str, found: &mut Vec<(Range<usize>, StoredPart)>) {
    if let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(json) {
        if let Some(place) = place.of_elements() {
            for element in elements {
                find(element.get(), place, source, found);
            }
        }
        return;
    }
    let value = serde_json::from_str::<Value>(json).ok();
    let reference = value.as_ref().and_then(StoredPart::from_json);
    if let Some(part) = reference.filter(|_| place.is_for_references()) {
        // A raw value borrows from the text that it was parsed from.
        let start = json.as_ptr().addr() - source.as_ptr().addr();
        found.push((start..start + json.len(), part));
        return;
    }
    let place = place.of_object(value.as_ref().and_then(|value| value.get("role")));
    for (key, value) in super::fields::of(json) {
        if let Some(place) = place.of_field(&key) {
            find(value.get(), place, source, found);
        }
    }
}

fn resolve_in<S: ContentStore + ?Sized>(
    value: &mut Value,
    place: Place,
    store: &S,
) -> Result<(), ResolveError> {
    let reference = StoredPart::from_json(value).filter(|_| place.is_for_references());
    if let Some(part) = reference {
        if let Some(stored) = part.read(store)? {
            *value = serde_json::from_str(&stored)
                .map_err(|_| ResolveError::Corrupted(part.digest()))?;
        }
        return Ok(());
    }
    match value {
        Value::Array(elements) => {
            let Some(place) = place.of_elements() else {
                return Ok(());
            };
            elements
                .iter_mut()
                .try_for_each(|element| resolve_in(element, place, store))
        }
        Value::Object(fields) => {
            let place = place.of_object(fields.get("role"));
            fields.iter_mut().try_for_each(|(key, value)| {
                place
                    .of_field(key)
                    .map_or(Ok(()), |place| resolve_in(value, place, store))
            })
        }
        _ => Ok(()),
    }
}
