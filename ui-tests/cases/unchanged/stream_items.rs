use std::pin::Pin;

use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque() -> impl Stream<Item = u32> {
    stream::iter(["text"])
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub fn boxed() -> BoxStream<'static, u32> {
    stream::iter(["text"]).boxed()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn pinned() -> Pin<Box<dyn Stream<Item = u32> + Send>> {
    Box::pin(stream::iter(["text"]))
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous() -> Result<impl Stream<Item = u32>, String> {
    Ok(stream::iter(["text"]))
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous_boxed() -> Result<BoxStream<'static, u32>, String> {
    Ok(stream::iter(["text"]).boxed())
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn no_stream() -> impl Stream<Item = u32> {
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn no_stream_in_a_result() -> Result<BoxStream<'static, u32>, String> {
    Ok(3)
}
