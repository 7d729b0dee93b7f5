use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", requst = ask)]
fn complete(ask: &str) -> Usage { Usage::new() }

fn main() {}
