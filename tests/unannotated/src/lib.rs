//! The attribute macros of `genai-runtime` by name, as attributes that change nothing.
//!
//! A test that compiles one source with these and with the real ones sees all that an annotation changes.
//! The arguments are not looked at: they stand beside the function in the real ones only.

use proc_macro::TokenStream;

/// Gives the function back as it is.
#[proc_macro_attribute]
pub fn llm_span(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Gives the function back as it is.
#[proc_macro_attribute]
pub fn chain_step(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}
