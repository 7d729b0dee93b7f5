#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(question: &str) -> String {
    let answer = question.to_owned();
    answer.clone()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: String, count: u32) -> (String, u32) {
    (question.clone(), count.clone())
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn to_string(question: String) -> String {
    format!("{}", question)
}
