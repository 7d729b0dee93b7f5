use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", usage = "none")]
fn complete() -> Usage { Usage::new() }

fn main() {}
