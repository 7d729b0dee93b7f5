use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(text: &str) -> u32 {
    let number: u32 = text.parse()?;
    number
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(text: &str) -> u32 {
    let number: u32 = text.parse()?;
    number
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn without_value(text: &str) {
    let number: u32 = text.parse()?;
    drop(number);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking_without_value(text: &str) {
    let number: u32 = text.parse()?;
    drop(number);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(text: &'static str) -> BoxFuture<'static, u32> {
    let number: u32 = text.parse()?;
    Box::pin(async move { number })
}

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask(&self, text: &str) -> u32 {
        text.parse::<u32>()?
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn tell(&self, text: &str) {
        text.parse::<u32>()?;
    }
}
