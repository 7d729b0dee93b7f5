use futures::future::BoxFuture;
use genai_runtime as _;

pub enum Answer {
    Text(String),
    Refusal,
    Tool { name: String },
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(answer: &Answer) -> u32 {
    match answer {
        Answer::Text(_) => 3,
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(answer: Answer) -> String {
    match answer {
        Answer::Text(text) => text,
        Answer::Tool { name } => name,
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn refutable(answer: Option<u32>) -> u32 {
    let Some(count) = answer;
    count
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn refutable_parameter(Some(count): Option<u32>) -> u32 {
    count
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking_refutable_parameter(Some(count): Option<u32>) -> u32 {
    count
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(answer: Answer) -> BoxFuture<'static, u32> {
    Box::pin(async move {
        match answer {
            Answer::Refusal => 3,
        }
    })
}
