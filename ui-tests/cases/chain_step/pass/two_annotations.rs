#![deny(warnings)]

use genai_runtime::{Usage, chain_step, llm_span};

#[chain_step(name = "answer")]
#[llm_span(system = "openai", model = "m")]
fn stacked() -> Usage {
    Usage::new()
}

#[chain_step(name = "answer")]
#[llm_span(system = "openai", model = "m")]
async fn stacked_later() -> Usage {
    Usage::new()
}

fn main() {
    stacked();
    drop(stacked_later());
}
