use genai_runtime::{Usage, llm_span};

#[llm_span(system: "openai", model: "gpt-4o")]
fn fields() -> Usage { Usage::new() }

#[llm_span(system => "openai", model => "gpt-4o")]
fn arms() -> Usage { Usage::new() }

fn main() {}
