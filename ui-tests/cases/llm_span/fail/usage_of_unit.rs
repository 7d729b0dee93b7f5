use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m")]
fn complete() {}

fn main() {}
