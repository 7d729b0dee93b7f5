//! `#[derive(UsageReport)]`: what a type's fields say about a model's response.

mod args;
mod expand;
mod model;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn usage_report(item: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Diagnostics::default();
    let report = model::Report::new(&input, &mut errors);
    let expanded = expand::expand(&report, &input);
    [errors.into_compile_errors().unwrap_or_default(), expanded]
        .into_iter()
        .collect()
}
