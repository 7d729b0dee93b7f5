use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(names: Vec<String>) -> impl Stream<Item = usize> {
    stream::iter(names.iter().map(String::len))
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub fn boxed(names: Vec<String>) -> BoxStream<'static, usize> {
    stream::iter(names.iter().map(String::len)).boxed()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn of_a_parameter(names: &[String]) -> BoxStream<'static, usize> {
    stream::iter(names.iter().map(String::len)).boxed()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous(names: &[String]) -> Result<BoxStream<'static, usize>, String> {
    let names = names.to_vec();
    Ok(stream::iter(names.iter().map(String::len)).boxed())
}
