use std::pin::Pin;

use futures::Stream;
use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m")]
fn text() -> Result<String, String> {
    Ok(String::new())
}

#[llm_span(system = "openai", model = "m")]
async fn tuple() -> (String, u32) {
    (String::new(), 1)
}

#[llm_span(system = "openai", model = "m", stream = false)]
fn unfollowed() -> Pin<Box<dyn Stream<Item = u8>>> {
    Box::pin(futures::stream::empty())
}

#[llm_span(system = "openai", model = "m")]
fn chunks() -> Pin<Box<dyn Stream<Item = Result<String, String>>>> {
    Box::pin(futures::stream::empty())
}

#[llm_span(system = "openai", model = "m", operation = embeddings)]
async fn vectors() -> Result<Vec<Vec<f32>>, String> {
    Ok(Vec::new())
}

#[llm_span(system = "openai", model = "m")]
fn perhaps() -> Option<Option<Box<[String]>>> {
    None
}

#[llm_span(system = "openai", model = "m", operation = embeddings)]
fn vector() -> &'static [f32; 2] {
    &[0.0; 2]
}

fn main() {}
