use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", endpoint = "http://localhost", attributes("server.port" = 80))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
