use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("gen_ai.request.temperature" = 0.5))]
fn complete(temperature: f64) -> Usage {
    let _ = temperature;
    Usage::new()
}

fn main() {}
