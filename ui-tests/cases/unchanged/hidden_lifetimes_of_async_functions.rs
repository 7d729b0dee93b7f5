use genai_runtime as _;

pub struct Name<'a>(pub &'a str);

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(name: Name) -> usize {
    name.0.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn returned(name: &str) -> Name {
    Name(name)
}
