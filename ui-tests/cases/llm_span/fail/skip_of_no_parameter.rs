use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", skip(sed))]
fn complete(model: &str, seed: u64) -> Usage { let _ = (model, seed); Usage::new() }

fn main() {}
