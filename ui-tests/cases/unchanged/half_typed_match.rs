use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous(count: u32) -> u32 {
    match count {
        3 =>
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(count: u32) -> u32 {
    if count == {
        3
    }
}
