use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("gen_ai.response.id" = 7))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
