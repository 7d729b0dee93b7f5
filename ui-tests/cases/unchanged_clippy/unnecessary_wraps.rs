#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
fn blocking(text: &str) -> Option<usize> {
    Some(text.len())
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
fn result(text: &str) -> Result<usize, u8> {
    if text.is_empty() {
        return Ok(3);
    }
    Ok(text.len())
}

pub fn caller() -> Option<usize> {
    drop(result("text"));
    blocking("text")
}
