use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", max_tokens = 0.5)]
fn complete() -> Usage { Usage::new() }

fn main() {}
