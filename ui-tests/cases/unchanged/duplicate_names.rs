use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(name: u32, name: u32) -> u32 {
    name
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(name: &str, name: String) -> usize {
    name.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn in_a_pattern((name, name): (u32, u32)) -> u32 {
    name
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn across_patterns((name, _): (u32, u32), name: u32) -> u32 {
    name
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn generics<T, T>(name: T) {
    drop(name);
}
