use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m", usage = none, stream = true)]
fn nothing() {}

fn main() {}
