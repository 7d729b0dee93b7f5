use futures::future::BoxFuture;
use genai_runtime as _;

#[must_use = "an answer is expensive"]
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() -> u32 {
    3
}

#[must_use]
#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() -> u32 {
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn without_attribute() -> Result<u32, u32> {
    Ok(3)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[must_use = "an answer is expensive"]
pub async fn attribute_below() -> u32 {
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed() -> BoxFuture<'static, u32> {
    Box::pin(async { 3 })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque() -> impl Future<Output = u32> {
    async { 3 }
}

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask(&self) -> u32 {
        3
    }

    #[must_use]
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn tell(&self) -> u32 {
        3
    }
}

pub async fn caller(model: &Model) {
    blocking();
    asynchronous();
    asynchronous().await;
    without_attribute();
    without_attribute().await;
    attribute_below();
    attribute_below().await;
    boxed();
    opaque();
    model.ask();
    model.tell();
}
