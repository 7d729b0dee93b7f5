use futures::future::BoxFuture;
use genai_runtime as _;

pub struct Model;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
async fn asynchronous(question: &str, times: u32) -> String {
    question.repeat(times as usize)
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
fn blocking((first, _): (u32, u32), second: &str) -> u32 {
    first + second.len() as u32
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
fn boxed(question: &str) -> BoxFuture<'_, usize> {
    Box::pin(async move { question.len() })
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask(&self, question: &str) -> usize {
        question.len()
    }
}

pub async fn caller(model: Model) {
    asynchronous("text").await;
    asynchronous("text", 3, 4).await;
    asynchronous(3, "text").await;
    blocking((3, 4));
    blocking(3, 4);
    boxed().await;
    model.ask(3).await;
    model.ask().await;
    Model::ask("text").await;
    let text: u32 = asynchronous("text", 3).await;
    let text: String = asynchronous("text", 3);
}
