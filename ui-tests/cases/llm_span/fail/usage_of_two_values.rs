use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", usage = |a, b| Usage::new())]
fn complete() -> Usage { Usage::new() }

fn main() {}
