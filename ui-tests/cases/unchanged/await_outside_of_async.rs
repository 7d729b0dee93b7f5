use genai_runtime as _;

async fn later() -> u32 {
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() -> u32 {
    later().await
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(counts: &[u32]) -> u32 {
    counts.iter().map(|count| later().await + count).sum()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn forgotten() -> u32 {
    later()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn forgotten_inside() -> u32 {
    later() + 3
}
