use futures::future::BoxFuture;
use genai_runtime as _;

fn forever(_: &'static str) {}

fn task(_: impl Future<Output = ()> + 'static) {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(question: &str) {
    forever(question);
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: &str) {
    forever(question);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn local() {
    let question = String::new();
    forever(&question);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn spawned(question: &str) {
    task(async move { drop(question.len()) });
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn two<'a, 'b>(first: &'a str, second: &'b str) -> &'a str {
    drop(first);
    second
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking_two<'a, 'b>(first: &'a str, second: &'b str) -> &'a str {
    drop(first);
    second
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(question: &str) -> BoxFuture<'static, usize> {
    Box::pin(async move { question.len() })
}

pub struct Model {
    name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn method<'a>(&self, question: &'a str) -> &'a str {
        drop(question);
        &self.name
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn kept(&self, kept: &mut Vec<&str>) {
        kept.push(&self.name);
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn kept_later(&self, kept: &mut Vec<&str>) {
        kept.push(&self.name);
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn generic_boxed<T: Send>(value: T) -> BoxFuture<'static, T> {
    Box::pin(async move { value })
}
