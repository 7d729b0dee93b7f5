use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("server.adress" = "x"))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
