use std::pin::Pin;

use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() -> u32 {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous() -> Result<u32, String> {}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn only_statements(question: &str) -> String {
    let answer = question.to_owned();
    drop(answer);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque() -> impl Future<Output = u32> {
    async {}
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed() -> BoxFuture<'static, u32> {
    Box::pin(async {})
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn pinned() -> Pin<Box<dyn Future<Output = u32>>> {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn one_branch(many: bool) -> u32 {
    if many {
        3
    }
}

pub trait Ask {
    fn ask(&self) -> String;
}

pub struct Model;

impl Ask for Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn ask(&self) -> String {}
}
