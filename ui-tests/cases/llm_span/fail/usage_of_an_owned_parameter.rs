use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", usage = |answer| count(&prompt, answer))]
async fn complete(prompt: String) -> String { prompt }

fn count(_: &str, _: &str) -> Usage { Usage::new() }

fn main() {}
