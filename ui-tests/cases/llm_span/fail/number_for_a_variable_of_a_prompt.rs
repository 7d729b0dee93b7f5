use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", prompt(name = "answer", variables(count = count)))]
fn complete(count: u32) -> Usage { Usage::new() }

fn main() {}
