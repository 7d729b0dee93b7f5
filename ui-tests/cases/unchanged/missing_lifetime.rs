use futures::future::BoxFuture;
use genai_runtime as _;

pub struct Name<'a>(&'a str);

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() -> &str {
    "text"
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(first: &str, second: &str) -> &str {
    if first.is_empty() { second } else { first }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn in_a_type(first: &str, second: &str) -> Name {
    Name(first)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(first: &str, second: &str) -> BoxFuture<'_, usize> {
    Box::pin(async move { first.len() })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn undeclared(first: &'a str) -> &'a str {
    first
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn undeclared_blocking(first: Name<'a>) -> usize {
    first.0.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque() -> impl Future<Output = Missing> {
    async { todo!() }
}
