use genai_runtime::{Usage, llm_span};

#[llm_span(systm = "openai", model = "m")]
fn complete(n: u8) -> Usage { Usage::new().input(n.into()) }

fn caller() -> Option<u64> { complete(3).input_tokens() }

fn main() {}
