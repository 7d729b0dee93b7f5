#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn by_value(question: String) -> usize {
    question.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn by_value_async(question: String) -> usize {
    question.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn trivially_copied(count: &u32) -> u32 {
    *count + 1
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn trivially_copied_async(count: &u32) -> u32 {
    *count + 1
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn vector(names: &Vec<String>) -> usize {
    names.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn string(name: &String) -> usize {
    name.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn changed(name: &mut String) -> usize {
    name.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn boolean(first: bool, second: bool, third: bool, fourth: bool) -> bool {
    first || second || third || fourth
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn boxed(name: Box<String>, names: &Option<String>) -> bool {
    name.is_empty() && names.is_none()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn too_many(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
    a + b + c + d + e + f + g + h
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn too_many_blocking(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
    a + b + c + d + e + f + g + h
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn only_in_recursion(count: u32, name: &str) -> u32 {
    if count == 0 { 3 } else { only_in_recursion(count - 1, name) }
}
