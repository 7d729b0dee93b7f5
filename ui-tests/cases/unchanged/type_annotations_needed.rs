use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() {
    let names = Vec::new();
    drop(names.len());
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() {
    let answer = None;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn collected(names: &[String]) -> usize {
    let all = names.iter().map(String::len).collect();
    all.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn parsed(text: &str) -> bool {
    text.parse().unwrap()
        == Default::default()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn sum(counts: &[u32]) -> u64 {
    u64::from(counts.iter().sum())
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(text: &'static str) -> futures::future::BoxFuture<'static, ()> {
    let number = text.parse().unwrap();
    Box::pin(async {})
}
