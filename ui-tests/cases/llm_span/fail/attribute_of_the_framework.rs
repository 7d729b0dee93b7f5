use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("genai_runtime.outcome" = "x"))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
