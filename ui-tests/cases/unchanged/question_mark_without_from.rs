use std::num::ParseIntError;

use futures::future::BoxFuture;
use genai_runtime as _;

pub struct Failure;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(text: &str) -> Result<u32, Failure> {
    let number: u32 = text.parse()?;
    Ok(number)
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(text: &str) -> Result<u32, Failure> {
    let number: u32 = text.parse()?;
    Ok(number)
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn option_in_result(text: &str) -> Result<char, Failure> {
    let first = text.chars().next()?;
    Ok(first)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(text: &'static str) -> BoxFuture<'static, Result<u32, Failure>> {
    Box::pin(async move {
        let number = text.parse::<u32>()?;
        Ok(number)
    })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(text: &str) -> impl Future<Output = Result<u32, Failure>> {
    async move {
        let number: Result<u32, ParseIntError> = text.parse();
        Ok(number?)
    }
}

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask(&self, text: &str) -> Result<u32, Failure> {
        Ok(text.parse::<u32>()?)
    }
}
