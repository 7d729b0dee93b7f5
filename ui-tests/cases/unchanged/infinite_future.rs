use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous(count: u32) -> u32 {
    asynchronous(count + 1).await
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn first(count: u32) -> u32 {
    if count > 3 { second(count).await } else { 3 }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn second(count: u32) -> u32 {
    first(count - 1).await
}

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask(&self) {
        self.ask().await;
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed() -> BoxFuture<'static, u32> {
    Box::pin(async { asynchronous(3).await })
}
