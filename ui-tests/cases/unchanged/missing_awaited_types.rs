use futures::stream::{self, BoxStream, StreamExt};
use genai_runtime as _;

#[derive(Debug)]
pub struct AppError;

pub async fn known() -> Result<String, AppError> {
    Err(AppError)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn given() -> Result<Missing, AppError> {
    Ok(String::new())
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn awaited() -> Result<Missing, AppError> {
    let text = known().await?;
    Ok(text)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn list() -> Result<Vec<Missing>, AppError> {
    Ok(vec![])
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn default() -> Result<Missing, AppError> {
    Ok(Default::default())
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn streamed() -> Result<BoxStream<'static, Missing>, AppError> {
    Ok(stream::iter(vec![]).boxed())
}
