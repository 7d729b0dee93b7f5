#![allow(clippy::missing_const_for_fn, clippy::unused_async)]
#![warn(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(text: &str) -> usize {
    let text = text.trim();
    let text = text;
    text.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(text: &str, (count, _): (usize, u8)) -> usize {
    let text = text.trim();
    let count = text.len() + count;
    let text = 3;
    count + text
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn not_shadowed(text: &str, ref count: u32) -> usize {
    let length = text.len();
    length + usize::try_from(*count).unwrap_or_default()
}
