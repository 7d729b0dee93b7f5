#![deny(warnings)]

use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", operation = chat, model = "m")]
fn chat() -> Usage {
    Usage::new()
}

#[llm_span(system = "openai", operation = "text_completion", model = "m")]
fn complete() -> Usage {
    Usage::new()
}

#[llm_span(system = "gcp.gemini", operation = generate_content, model = "m")]
fn generate() -> Usage {
    Usage::new()
}

#[llm_span(system = "openai", operation = embeddings, model = "m", attributes("gen_ai.embeddings.dimension.count" = 3))]
fn embed() -> Usage {
    Usage::new()
}

fn main() {
    let _ = (chat(), complete(), generate(), embed());
}
