use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", output_type = "jsn")]
fn complete() -> Usage { Usage::new() }

fn main() {}
