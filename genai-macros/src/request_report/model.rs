//! What a `#[derive(RequestReport)]` means.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use super::args::{ContainerArgs, WORDS};
use crate::derive::{self, Variant};
use crate::diagnostics::Diagnostics;
use crate::paths;

/// What a type reports.
pub(super) struct Report {
    /// Path to the module that holds everything an expansion may name.
    pub(super) runtime: TokenStream,
    pub(super) variants: Vec<Variant>,
}

impl Report {
    pub(super) fn new(input: &DeriveInput, errors: &mut Diagnostics) -> Self {
        let container = ContainerArgs::parse(&input.attrs, errors);
        // After an error the type is still implemented, so that its uses cause no further errors.
        let variants = derive::variants(&WORDS, input, errors).unwrap_or_default();
        Self {
            runtime: paths::runtime(container.runtime),
            variants,
        }
    }
}
