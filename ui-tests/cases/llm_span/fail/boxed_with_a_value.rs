use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m", usage = none, boxed = true)]
async fn ask() -> String {
    String::new()
}

fn main() {
    drop(ask());
}
