use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = None)]
fn complete() -> Usage { Usage::new() }

fn main() {}
