use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", skip("seed"))]
fn complete(seed: u32) -> Usage { let _ = seed; Usage::new() }

fn main() {}
