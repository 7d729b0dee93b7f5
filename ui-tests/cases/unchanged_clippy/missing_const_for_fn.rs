#![allow(clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(count: u32) -> u32 {
    count + 1
}

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    pub fn ask(&self) -> u32 {
        3
    }
}
