use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", operation = embeddings, model = "m", temperature = 0.5, seed = 3)]
fn embed() -> Usage {
    Usage::new()
}

#[llm_span(system = "openai", model = "m", encoding_formats = ["float"])]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
