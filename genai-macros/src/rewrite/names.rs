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
    pub(super) following: Ident,
    /// The operation while a body runs in its place.
    pub(super) running: Ident,
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
