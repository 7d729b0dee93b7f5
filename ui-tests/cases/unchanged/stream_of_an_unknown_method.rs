use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime as _;

pub struct Model;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(model: &Model) -> impl Stream<Item = u32> + use<> {
    model.ask()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub fn adapted(model: &Model) -> impl Stream<Item = u32> + use<> {
    let chunks = model.ask();
    stream::iter(chunks).chunked(2)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(model: &Model) -> BoxStream<'static, u32> {
    model.ask().boxed()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous(model: &Model) -> impl Stream<Item = u32> + use<> {
    model.ask()
}
