use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m", usage = none, content = "off")]
fn complete(prompt: &str) {}

fn main() {
    complete("why");
}
