use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m")]
struct Complete;

fn main() {}
