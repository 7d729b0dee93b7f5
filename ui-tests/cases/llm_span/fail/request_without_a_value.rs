use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", request)]
fn complete(request: &str) -> Usage { Usage::new() }

fn main() {}
