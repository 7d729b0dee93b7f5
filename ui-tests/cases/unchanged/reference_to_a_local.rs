use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(_: &str) -> &str {
    let answer = String::new();
    &answer
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: &str) -> &str {
    let answer = question.to_owned();
    &answer
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn parameter(question: &str, answer: String) -> &str {
    drop(question);
    answer.as_str()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn temporary(question: &str) -> &str {
    question.to_owned().trim()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(question: &str) -> BoxFuture<'_, &str> {
    Box::pin(async move {
        let answer = question.to_owned();
        answer.trim()
    })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed_borrows(question: String) -> BoxFuture<'static, usize> {
    Box::pin(async { question.len() })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque_borrows(question: String) -> impl Future<Output = usize> {
    async { question.len() }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn local_does_not_live(count: u32) -> usize {
    let kept;
    {
        let name = count.to_string();
        kept = &name;
    }
    kept.len()
}
