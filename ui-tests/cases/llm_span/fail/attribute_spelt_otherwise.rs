use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("gen_ai.request.maxTokens" = 5))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
