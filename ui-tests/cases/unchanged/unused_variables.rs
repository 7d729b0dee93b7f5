use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(question: &str) {
    let answer = 3;
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: &str, (first, second): (u32, u32)) -> u32 {
    let answer = 3;
    first
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = model, usage = none))]
pub async fn one_mentioned(model: &str, question: &str) {
    let answer = 3;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(question: &str, times: u32) -> BoxFuture<'_, ()> {
    Box::pin(async move {
        let answer = times;
    })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(question: String) -> impl Future<Output = ()> {
    async {}
}

pub struct Model {
    pub name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn ask(&self, Model { name }: Model) {}

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn change(&mut self, ref name: String, whole @ (first, _): (u32, u32)) {}
}

pub trait Ask {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn default_method(&self, question: &str) -> impl Future<Output = ()> {
        async {}
    }
}

impl Ask for Model {}
