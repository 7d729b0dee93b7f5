use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", usage = || Usage::new())]
fn complete() {}

fn main() {}
