use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai")]
fn complete(model: u32) -> Usage { let _ = model; Usage::new() }

fn main() {}
