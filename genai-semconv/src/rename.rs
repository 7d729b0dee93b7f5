//! Names that should not be used: those of earlier conventions and of other libraries.

use crate::generated::renames::{ATTRIBUTES, EVENTS, METRICS, SPANS};
use crate::look_up::look_up;

/// A name that should not be used, and what to write instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rename {
    /// The name that should not be used.
    pub from: &'static str,
    /// The kind of the name.
    pub kind: RenameKind,
    /// What to write instead: several names where it depends, none where nothing replaces it.
    pub to: &'static [&'static str],
    /// A note to the user, which follows the replacement.
    pub note: Option<&'static str>,
}

/// The kind of a name that should not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RenameKind {
    /// A former name of OpenTelemetry; the replacement means the same.
    Otel,
    /// A former name of OpenTelemetry without an equivalent; the replacement comes nearest.
    Removed,
    /// A name of another library or from articles, never of OpenTelemetry.
    Vendor,
}

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
