//! The macros of `genai-runtime`; use them from there.

mod arguments;
mod chain_step;
mod common;
mod diagnostics;
mod function;
mod llm_span;
mod rewrite;
mod statements;
mod usage_report;

use proc_macro::TokenStream;

#[allow(missing_docs)]
#[proc_macro_attribute]
pub fn llm_span(arguments: TokenStream, item: TokenStream) -> TokenStream {
    llm_span::llm_span(arguments.into(), item.into()).into()
}

#[allow(missing_docs)]
#[proc_macro_attribute]
pub fn chain_step(arguments: TokenStream, item: TokenStream) -> TokenStream {
    chain_step::chain_step(arguments.into(), item.into()).into()
}

#[allow(missing_docs)]
#[proc_macro_derive(UsageReport, attributes(usage))]
pub fn usage_report(item: TokenStream) -> TokenStream {
    usage_report::usage_report(item.into()).into()
}
