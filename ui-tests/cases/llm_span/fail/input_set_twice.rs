use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", input = prompt, input = prompt, tools)]
fn complete(prompt: &str) -> Usage { Usage::new() }

fn main() {}
