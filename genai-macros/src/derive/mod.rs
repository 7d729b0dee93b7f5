//! The common parts of the derives of reports: what each field of each variant reports.

mod args;
mod expand;
mod model;
mod shape;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::diagnostics::Diagnostics;

pub(crate) use args::{FieldRole, method_of, read};
pub(crate) use expand::{Expansion, expand, value_of};
pub(crate) use model::{Field, Variant, variants};
pub(crate) use shape::Shape;

/// Parses a type and expands a derive on it; errors are reported beside the expansion.
pub(crate) fn derive(
    item: TokenStream,
    expand: impl FnOnce(&DeriveInput, &mut Diagnostics) -> TokenStream,
) -> TokenStream {
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Diagnostics::default();
    let expanded = expand(&input, &mut errors);
    [errors.into_compile_errors().unwrap_or_default(), expanded]
        .into_iter()
        .collect()
}

/// The words of one derive.
pub(crate) struct Words {
    /// The derived trait.
    pub(crate) trait_name: &'static str,
    /// The helper attribute of types and fields: `usage`.
    pub(crate) attribute: &'static str,
    /// The same as written: `#[usage]`.
    pub(crate) attribute_name: &'static str,
    /// What a field can report, as written in the attribute, and the sink's method for it.
    pub(crate) concepts: &'static [(&'static str, &'static str)],
    /// The type of value that each takes.
    pub(crate) shape: fn(&str) -> Shape,
    /// Field names of well-known providers, and the concepts that they stand for.
    pub(crate) well_known: &'static [(&'static str, &'static str)],
    /// Words that users may write for a concept by mistake.
    pub(crate) synonyms: &'static [(&'static str, &'static str)],
    /// Words for a field that reports itself; they are equivalent and differ only for the reader.
    pub(crate) nested: &'static [&'static str],
    /// A common concept, for messages.
    pub(crate) example: &'static str,
    /// What an implementation does, for messages.
    pub(crate) does: &'static str,
}
