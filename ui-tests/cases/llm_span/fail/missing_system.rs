use genai_runtime::{Usage, llm_span};

#[llm_span(model = "gpt-4o")]
fn complete() -> Usage { Usage::new() }

fn main() {}
