#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(count: u32) -> u32 {
    return count;
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(count: u32) -> u32 {
    return count;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn unit(count: u32) {
    drop(count);
    return;
}
