use genai_runtime::{Usage, llm_span};

#[llm_span(modle = "gpt-4o", temprature = 0.5, seed = 1, seed = 2)]
fn complete() -> Usage { Usage::new() }

fn main() {}
