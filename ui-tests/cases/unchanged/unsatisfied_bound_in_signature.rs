use std::collections::HashMap;

use genai_runtime as _;

pub struct Key;

pub struct Sorted<T: Ord>(T);

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous(sorted: Sorted<Key>) -> u32 {
    drop(sorted);
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(sorted: Sorted<Key>) -> u32 {
    drop(sorted);
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn returned(key: Key) -> Sorted<Key> {
    Sorted(key)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unsized_parameter(name: str) -> usize {
    name.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unsized_returned(name: &str) -> str {
    *name
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking_unsized(names: &HashMap<Key, u32>) -> [u32] {
    panic!("{}", names.len())
}
