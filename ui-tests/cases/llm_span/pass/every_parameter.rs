#![deny(warnings)]

use genai_runtime::{Usage, llm_span};

#[llm_span(
    provider = "my-own-provider",
    model = none,
    endpoint = "localhost:11434",
    temperature = 0.5,
    top_p = 1,
    top_k = 40,
    max_tokens = 100_u16,
    seed = -1,
    stop_sequences = "END",
    frequency_penalty = None::<f32>,
    presence_penalty = Some(&0.1),
    choice_count = 2,
    reasoning_level = "high",
    output_type = "json"
)]
fn complete() -> Usage {
    Usage::new()
}

#[llm_span(
    system = "openai",
    operation = embeddings,
    model = "m",
    encoding_formats = ["float", "base64"]
)]
fn embed(temperature: f64, encoding_formats: u8) -> Usage {
    let _ = (temperature, encoding_formats);
    Usage::new()
}

fn main() {
    complete();
    embed(0.5, 1);
}
