use futures::future::BoxFuture;
use genai_runtime as _;

fn answer(question: &str) -> String {
    question.to_owned()
}

async fn later(question: &str) -> String {
    question.to_owned()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(question: &str) -> String {
    answer(question);
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: &str) -> String {
    later(question).await;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn in_a_result(question: &str) -> Result<String, u8> {
    Ok(later(question).await);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(question: &str) -> BoxFuture<'_, String> {
    Box::pin(async move { later(question).await; })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed_outside(question: &str) -> BoxFuture<'_, String> {
    Box::pin(async move { later(question).await });
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(question: &str) -> impl Future<Output = String> {
    async move {
        answer(question);
    }
}

pub trait Ask {
    fn ask(&self) -> impl Future<Output = u8>;
    fn repeat(&self) -> impl Future<Output = u8> {
        async { 3 }
    }
}

pub struct Model;

impl Ask for Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn ask(&self) -> u8 {
        self.repeat().await;
    }
}
