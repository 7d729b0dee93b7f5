use genai_runtime::{Usage, llm_span};

#[llm_span(model = "m", attributes("gen_ai.provider.name" = "openai"))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
