#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn blocking(&self, text: &str) -> usize {
        text.len()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    async fn asynchronous(&self, text: &str) -> usize {
        text.len()
    }

    pub async fn caller(&self) -> usize {
        self.blocking("text") + self.asynchronous("text").await
    }
}
