use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("llm.model_name" = "gpt"))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
