use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() {
    use std::collections::HashMapp;
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() {
    use nowhere::Something;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn path() {
    std::nowhere::something();
}
