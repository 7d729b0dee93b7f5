//! The macros of `genai-runtime`; use them from there, where they are documented.
//!
//! Each macro is a pipeline: `args` (what was written) -> `model` (what it means) -> `expand` (tokens). Functions are
//! rewritten in one place, `rewrite`. All mistakes of an annotation are reported at once, and the annotated item is
//! emitted nevertheless.

mod annotation;
mod arguments;
mod async_block;
mod attribute_list;
mod bounds;
mod capture;
mod chain_step;
mod common;
mod derive;
mod diagnostics;
mod errors;
#[cfg(test)]
mod expansions;
mod expressions;
mod fallback;
mod flags;
mod form;
mod function;
mod known_values;
mod lifetimes;
mod llm_span;
mod macro_names;
mod names;
mod owned;
mod parent;
mod paths;
mod patterns;
mod registry;
mod request_report;
mod rewrite;
mod skip;
mod stacked;
mod statements;
mod stream;
mod tokens;
mod types;
mod usage_report;

use proc_macro::TokenStream;

/// See `genai_runtime::llm_span`.
#[proc_macro_attribute]
pub fn llm_span(arguments: TokenStream, item: TokenStream) -> TokenStream {
    llm_span::llm_span(arguments.into(), item.into()).into()
}

/// See `genai_runtime::chain_step`.
#[proc_macro_attribute]
pub fn chain_step(arguments: TokenStream, item: TokenStream) -> TokenStream {
    chain_step::chain_step(arguments.into(), item.into()).into()
}

/// See `genai_runtime::attributes`; the path of that crate precedes the list.
#[proc_macro]
pub fn attributes_of(list: TokenStream) -> TokenStream {
    attribute_list::attributes(list.into()).into()
}

/// See `genai_runtime::UsageReport`.
#[proc_macro_derive(UsageReport, attributes(usage))]
pub fn usage_report(item: TokenStream) -> TokenStream {
    usage_report::usage_report(item.into()).into()
}

/// See `genai_runtime::RequestReport`.
#[proc_macro_derive(RequestReport, attributes(request))]
pub fn request_report(item: TokenStream) -> TokenStream {
    request_report::request_report(item.into()).into()
}
