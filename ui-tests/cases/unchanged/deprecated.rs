use genai_runtime as _;

#[deprecated(note = "ask anew")]
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() {}

#[deprecated]
#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[deprecated = "ask anew"]
pub async fn attribute_below() {}

#[deprecated]
fn helper() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn uses() {
    helper();
    asynchronous().await;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn uses_blocking() {
    helper();
    blocking();
}

pub async fn caller() {
    blocking();
    attribute_below().await;
}
