use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", tools = tools)]
fn complete(tools: Vec<f64>) -> Usage { Usage::new() }

fn main() {}
