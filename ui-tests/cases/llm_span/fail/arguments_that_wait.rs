use genai_runtime::{Usage, llm_span};

async fn name() -> String { String::new() }

#[llm_span(system = "openai", model = name().await, attributes("app.name" = name().await.len()))]
async fn complete() -> Usage { Usage::new() }

fn main() {}
