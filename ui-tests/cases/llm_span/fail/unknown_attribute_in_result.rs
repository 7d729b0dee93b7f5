use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", result(|_| "gen_ai.respnse.id" = "x"))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
