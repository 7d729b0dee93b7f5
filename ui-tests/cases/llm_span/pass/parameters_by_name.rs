#![deny(warnings)]

use std::num::NonZero;

use genai_runtime::{Usage, llm_span};

struct Own;

#[llm_span(system = "openai")]
fn complete(
    model: &str,
    temperature: &mut f64,
    max_tokens: Option<NonZero<u32>>,
    stop_sequences: &[String],
    seed: Own,
) -> Usage {
    *temperature += 1.0;
    let Own = seed;
    let _ = (model, max_tokens, stop_sequences);
    Usage::new()
}

fn main() {
    complete("m", &mut 0.5, NonZero::new(5), &[], Own);
}
