use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", name = "ask")]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
