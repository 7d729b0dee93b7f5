use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("App.Feature" = 1, "app feature" = 2, "app..x" = 3))]
fn complete() -> Usage { Usage::new() }

fn main() {}
