use genai_runtime::{Usage, llm_span};

struct Turn;

#[llm_span(system = "openai", model = "m", input = turns)]
fn complete(turns: &[Turn]) -> Usage { Usage::new() }

fn main() {}
