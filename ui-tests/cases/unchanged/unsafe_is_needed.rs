use genai_runtime as _;

unsafe fn dangerous() -> u32 {
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
unsafe fn annotated() -> u32 {
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() -> u32 {
    dangerous()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() -> u32 {
    dangerous()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn pointer(pointer: *const u32) -> u32 {
    *pointer
}

pub async fn caller() -> u32 {
    annotated()
}
