use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("gen_ai.request.max_tokens" = text))]
fn complete(text: &str) -> Usage {
    Usage::new()
}

fn main() {}
