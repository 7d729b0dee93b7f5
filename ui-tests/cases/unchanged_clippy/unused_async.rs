#![allow(clippy::missing_const_for_fn)]

use genai_runtime as _;

async fn later() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous(text: &str) -> usize {
    text.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn only_nested(text: &str) -> usize {
    drop(async { later().await });
    text.len()
}
