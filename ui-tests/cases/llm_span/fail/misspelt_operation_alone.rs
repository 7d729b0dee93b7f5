use genai_runtime::{Usage, llm_span};

#[llm_span(
    system = "openai",
    operation = embedings,
    model = "m",
    encoding_formats = ["float"],
    attributes("gen_ai.embeddings.dimension.count" = 3)
)]
fn embed() -> Usage {
    Usage::new()
}

fn main() {}
