use genai_runtime::{Usage, llm_span};

#[llm_span(system = "vertex_ai", model = "m")]
fn complete() -> Usage { Usage::new() }

fn main() {}
