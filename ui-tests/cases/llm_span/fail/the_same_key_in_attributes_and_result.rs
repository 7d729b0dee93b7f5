use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("app.x" = 1), result(|_| "app.x" = 2))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
