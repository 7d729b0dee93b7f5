//! The variables of an expansion.

use proc_macro2::{Ident, Span};

/// The names of the variables that an expansion introduces. User code cannot see them.
pub(crate) struct Names {
    /// The operation while it starts.
    pub(crate) start: Ident,
    /// The returned value.
    pub(crate) value: Ident,
    /// The operation while it ends.
    pub(crate) end: Ident,
    /// The operation while a stream goes on.
    pub(crate) following: Ident,
    /// The operation while a body runs in its place.
    pub(crate) running: Ident,
}

/// What the names of parameters begin with that are put in the place of patterns.
const REPLACEMENT: &str = "__genai_argument_";

/// The name of a parameter in the place of its pattern.
pub(crate) fn replacement(position: usize, span: Span) -> Ident {
    Ident::new(&format!("{REPLACEMENT}{position}"), span)
}

/// Whether a parameter has that name in the place of its pattern.
pub(crate) fn is_replacement(name: &Ident) -> bool {
    name.to_string().starts_with(REPLACEMENT)
}

impl Names {
    pub(crate) fn new() -> Self {
        Self {
            start: hidden("__genai_start"),
            value: hidden("__genai_value"),
            end: hidden("__genai_end"),
            following: hidden("__genai_following"),
            running: hidden("__genai_running"),
        }
    }
}

fn hidden(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
