//! The variables of an expansion.

use proc_macro2::{Ident, Span};

/// The variables that an expansion introduces; hygiene hides them from user code.
pub(crate) struct Names {
    /// The operation while it starts.
    pub(crate) start: Ident,
    /// The returned value.
    pub(crate) value: Ident,
    /// The operation while it ends.
    pub(crate) end: Ident,
    /// The operation while its stream is read.
    pub(crate) following: Ident,
    /// The operation while a body runs in the function itself.
    pub(crate) running: Ident,
}

/// Prefix of the names that replace patterns of parameters.
const REPLACEMENT: &str = "__genai_argument_";

/// The name that replaces the pattern of a parameter.
pub(crate) fn replacement(position: usize, span: Span) -> Ident {
    Ident::new(&format!("{REPLACEMENT}{position}"), span)
}

/// Whether a name has replaced the pattern of a parameter.
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
