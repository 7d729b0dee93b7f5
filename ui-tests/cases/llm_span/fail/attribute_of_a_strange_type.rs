use genai_runtime::{Usage, llm_span};

struct Own;

#[llm_span(system = "openai", model = "m", attributes("app.own" = Own))]
fn complete() -> Usage { Usage::new() }

fn main() {}
