#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn used(_text: &str) -> usize {
    _text.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn used_async(_text: &str) -> usize {
    _text.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn no_effect(text: &str) -> usize {
    let _length = text.len() + 3;
    let _kept = 3;
    text.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn no_effect_async(text: &str) -> usize {
    let _kept = 3;
    text.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unit(text: &str) {
    let _unit = drop(text.to_owned());
    let unit = drop(text.to_owned());
}
