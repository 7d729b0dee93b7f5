#![allow(clippy::missing_const_for_fn, clippy::unused_async)]
//! Documented.
#![warn(clippy::missing_docs_in_private_items)]

use genai_runtime as _;

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn errors(text: &str) -> Result<u32, std::num::ParseIntError> {
    text.parse()
}

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn errors_async(text: &str) -> Result<u32, std::num::ParseIntError> {
    text.parse()
}

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn panics(text: &str) -> u32 {
    text.parse().unwrap()
}

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn panics_async(text: &str) {
    assert!(text.is_empty(), "text");
}

/// Documented, of someValue.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn marked() {
    drop(String::new());
}

/// Documented.
///
///
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn empty_line() {
    drop(String::new());
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub unsafe fn no_safety() {
    drop(String::new());
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
fn undocumented() {
    marked();
}
