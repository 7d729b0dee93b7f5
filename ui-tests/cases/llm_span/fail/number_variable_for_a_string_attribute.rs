use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("gen_ai.response.id" = number))]
fn complete(number: u8) -> Usage {
    Usage::new()
}

fn main() {}
