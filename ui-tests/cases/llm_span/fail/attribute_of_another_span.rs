use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("gen_ai.tool.name" = "calculator"))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
