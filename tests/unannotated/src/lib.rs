//! Attribute macros with the names of those of `genai-runtime` that change nothing.
//!
//! A test that compiles one source with these and with the real macros detects everything that an annotation changes.
//! Arguments are ignored: only the real macros see them next to the function.

use proc_macro::TokenStream;

/// Returns the function unchanged.
#[proc_macro_attribute]
pub fn llm_span(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Returns the function unchanged.
#[proc_macro_attribute]
pub fn chain_step(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}
