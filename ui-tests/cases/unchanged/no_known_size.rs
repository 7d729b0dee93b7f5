//! What has no size can be neither taken nor returned.
use std::fmt::Display;

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn returned() -> dyn Display {
    "text"
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn awaited(text: &str) -> (dyn Display + Send) {
    text.to_owned()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn taken(shown: dyn Display) {
    println!("{shown}");
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn texts(text: str, numbers: [u8]) -> usize {
    text.len() + numbers.len()
}
