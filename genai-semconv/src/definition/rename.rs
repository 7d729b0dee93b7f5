//! Names that should not be used.

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
