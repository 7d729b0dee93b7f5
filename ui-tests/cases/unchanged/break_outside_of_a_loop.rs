use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() {
    break;
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() {
    break;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn continued() {
    continue;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn labelled() {
    break 'outer;
}
