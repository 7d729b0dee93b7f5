use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(mut question: String) -> String {
    let mut answer = question;
    answer
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(mut question: String) -> String {
    let mut answer = question;
    answer
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = question, usage = none))]
pub async fn mentioned(mut question: String, (mut first, _): (u32, u32)) -> u32 {
    drop(question);
    first
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(mut question: String) -> BoxFuture<'static, String> {
    Box::pin(async move { question })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(mut question: String) -> impl Future<Output = String> {
    async move { question }
}

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask(mut self) -> Self {
        self
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn tell(mut self) -> Self {
        self
    }
}
