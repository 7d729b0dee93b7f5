use genai_runtime::{Usage, llm_span};

struct Ask;

#[llm_span(system = "openai", request = ask)]
fn complete(ask: &Ask) -> Usage { Usage::new() }

fn main() {}
