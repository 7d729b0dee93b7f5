#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(text: &str) -> usize {
    text.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(text: &str) -> usize {
    text.len()
}

pub struct Model {
    name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn name(&self) -> usize {
        self.name.len()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn with_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn with_name_async(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }
}

#[must_use]
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn twice(text: &str) -> Result<usize, u8> {
    Ok(text.len())
}

#[must_use]
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn unit() {
    drop(String::new());
}
