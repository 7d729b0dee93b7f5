use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("gen_ai.request.max_tokens" = "many"))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
