use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(mut count: u32) -> u32 {
    count = 3;
    count = 4;
    count
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(mut count: u32) -> u32 {
    let answer;
    count = 3;
    answer = 4;
    4
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn after_its_last_use(count: u32) -> u32 {
    let mut answer = count;
    let kept = answer;
    answer = 5;
    kept
}
