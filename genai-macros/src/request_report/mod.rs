//! `#[derive(RequestReport)]`: what a type's fields report about a request to a model.

mod args;
mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::derive;

/// Expands the derive.
pub(crate) fn request_report(item: TokenStream) -> TokenStream {
    derive::derive(item, |input, errors| {
        let report = model::Report::new(input, errors);
        expand::expand(&report, input)
    })
}
