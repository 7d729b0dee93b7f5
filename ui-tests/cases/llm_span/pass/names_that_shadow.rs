#![deny(warnings)]
#![allow(dead_code)]

mod std {}
mod core {}

struct Option;
struct Result;
struct Box;

fn drop() {}

use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = model, temperature = 0.5)]
fn complete(model: &str, start: u8, value: u8, end: u8, usage: u8) -> Usage {
    let _ = (start, value, end, usage);
    drop();
    Usage::new()
}

#[llm_span(system = "openai", model = model)]
async fn later(model: &str) -> Usage {
    Usage::new()
}

fn main() {
    complete("m", 1, 2, 3, 4);
    let _ = later("m");
}
