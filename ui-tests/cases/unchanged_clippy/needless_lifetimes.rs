#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking<'a>(text: &'a str) -> &'a str {
    text.trim()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous<'a>(text: &'a str) -> &'a str {
    text.trim()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn extra<'a, 'b>(text: &'a str) -> usize {
    text.len()
}

pub struct Model {
    name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask<'a>(&'a self) -> &'a str {
        self.name.trim()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn tell<'a>(&'a self) -> &'a str {
        self.name.trim()
    }
}
