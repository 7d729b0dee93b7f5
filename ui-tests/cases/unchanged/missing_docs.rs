//! Documented.
#![warn(missing_docs)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() {}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() {}

/// Documented.
pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask(&self) {}
}

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn documented() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
/// Documented.
pub async fn documented_below() {}
