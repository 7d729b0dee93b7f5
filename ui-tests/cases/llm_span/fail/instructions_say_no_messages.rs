use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", system_instructions = 7)]
fn complete() -> Usage { Usage::new() }

fn main() {}
