use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(mut names: Vec<String>, question: &'static str) -> impl Stream<Item = usize> {
    let answer = 3;
    stream::iter(names).map(|name| 3)
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: String) -> Result<BoxStream<'static, u32>, String> {
    return Ok(stream::iter([3]).boxed());
    Err(question)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
async fn dead() -> Option<BoxStream<'static, u32>> {
    None
}

pub fn caller() {
    opaque(Vec::new(), "text");
    asynchronous(String::new());
}
