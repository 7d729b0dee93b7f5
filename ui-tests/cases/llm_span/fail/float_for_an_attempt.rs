use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attempt = 1.0)]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
