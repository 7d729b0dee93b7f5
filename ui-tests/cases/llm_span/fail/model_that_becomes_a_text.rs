use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai")]
fn complete(model: impl Into<String>) -> Usage { let _ = model.into(); Usage::new() }

#[llm_span(system = "openai")]
fn generic<M: Into<String>>(model: M) -> Usage { let _ = model.into(); Usage::new() }

fn main() {}
