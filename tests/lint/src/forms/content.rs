//! Every argument that sets content.

use std::fmt::Error;

use genai_runtime::{ContentCapture, Usage, chain_step, llm_span};

use super::steps::later;

/// Content of a call to a model.
#[llm_span(
    system = "openai",
    model = "m",
    input = prompt,
    system_instructions = "be brief",
    tools = ["search"],
    content = consent
)]
pub async fn told(prompt: &str, consent: Option<ContentCapture>) -> Result<Usage, Error> {
    later(()).await;
    Ok(Usage::new())
}

/// Content of a workflow.
#[chain_step(kind = workflow, input = question, output = |answer| answer, content = both)]
pub async fn worked(question: &str) -> Result<String, Error> {
    Ok(later(question.to_owned()).await)
}

/// Content of an agent.
#[chain_step(
    kind = agent,
    system = "openai",
    input = question,
    system_instructions = Some("help"),
    tools = vec!["search".to_owned()],
    output = String::as_str,
    content = ContentCapture::SpanOnly
)]
#[must_use]
pub fn acted(question: &str) -> String {
    question.to_owned()
}

/// Content of a tool.
#[chain_step(kind = tool, arguments = query, result = |found| *found, content = off)]
#[must_use]
pub fn found(query: &str) -> Option<usize> {
    Some(query.len())
}

/// Content of a retrieval.
#[chain_step(kind = retrieval, query = question, documents = |pages| pages, content = event)]
#[must_use]
pub fn retrieved(question: String) -> Vec<String> {
    vec![question]
}

/// Content of a memory.
#[chain_step(
    kind = memory,
    operation = search_memory,
    query = question,
    records = Vec::as_slice,
    content = span
)]
pub async fn remembered(question: &str) -> Vec<String> {
    later(vec![question.to_owned()]).await
}
