use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", operation = embedding, model = "m")]
fn complete() -> Usage { Usage::new() }

fn main() {}
