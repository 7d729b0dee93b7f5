//! `#[derive(UsageReport)]`: what a type's fields report about a model's response.

mod args;
mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::derive;

/// Expands the derive.
pub(crate) fn usage_report(item: TokenStream) -> TokenStream {
    derive::derive(item, |input, errors| {
        let report = model::Report::new(input, errors);
        expand::expand(&report, input)
    })
}
