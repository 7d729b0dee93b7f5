//! Names that should not be used: those of earlier conventions and of other libraries.

pub use crate::definition::rename::{Rename, RenameKind};
use crate::generated::renames::{ATTRIBUTES, EVENTS, METRICS, SPANS};
use crate::look_up::look_up;

look_up! {
    const fn find(key) -> Rename { from }
}

/// Finds what became of an attribute's key. Keys that only the latest conventions gave up are found too: where
/// v1.41 counts, ask [`attribute`](crate::attribute::attribute) first.
///
/// # Examples
///
/// ```
/// use genai_semconv::rename::{RenameKind, renamed};
///
/// let rename = renamed("gen_ai.usage.prompt_tokens").expect("it was renamed");
/// assert_eq!((rename.kind, rename.to), (RenameKind::Otel, &["gen_ai.usage.input_tokens"][..]));
///
/// let rename = renamed("llm.model_name").expect("it is a vendor's");
/// assert_eq!((rename.kind, rename.to), (RenameKind::Vendor, &["gen_ai.request.model"][..]));
/// ```
pub const fn renamed(key: &str) -> Option<&'static Rename> {
    find(ATTRIBUTES, key)
}

/// Finds what became of a metric's name.
pub const fn renamed_metric(name: &str) -> Option<&'static Rename> {
    find(METRICS, name)
}

/// Finds what became of a span's identifier.
pub const fn renamed_span(id: &str) -> Option<&'static Rename> {
    find(SPANS, id)
}

/// Finds what became of an event's name; the replacements are keys of attributes.
pub const fn renamed_event(name: &str) -> Option<&'static Rename> {
    find(EVENTS, name)
}

/// Returns all renames of attributes, in the order of the former keys.
pub const fn renames() -> &'static [Rename] {
    ATTRIBUTES
}
