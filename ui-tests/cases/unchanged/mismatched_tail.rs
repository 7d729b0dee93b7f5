use std::pin::Pin;

use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() -> u32 {
    "text"
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: &str) -> String {
    question.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = question, usage = none))]
pub async fn mentioned(question: &str) -> Result<String, u8> {
    question.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn wrapped(question: String) -> Option<String> {
    question
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque() -> impl Future<Output = u32> {
    async { "text" }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed() -> BoxFuture<'static, u32> {
    Box::pin(async { "text" })
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub fn pinned() -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(async { "text" })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn generic<T>(first: T) -> Vec<T> {
    first
}

pub struct Model {
    name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn name(&self) -> &str {
        self.name.len()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn renamed(&mut self) -> &mut String {
        &self.name
    }
}
