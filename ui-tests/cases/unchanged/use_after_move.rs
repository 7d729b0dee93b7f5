use futures::future::BoxFuture;
use genai_runtime as _;

fn keep<T>(_: T) {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn parameter(question: String) -> String {
    keep(question);
    question
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: String) -> String {
    keep(question);
    question
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = question, usage = none))]
pub async fn mentioned(question: String) -> String {
    keep(question);
    question
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn pattern((question, count): (String, u32)) -> String {
    keep(question);
    keep(count);
    question
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn local() -> String {
    let question = String::new();
    keep(question);
    question
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn generic<T>(first: T) -> (T, T) {
    (first, first)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(question: String) -> BoxFuture<'static, String> {
    keep(question);
    Box::pin(async move { question })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(question: String) -> impl Future<Output = String> {
    async move {
        keep(question);
        question
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn in_a_loop(question: String) {
    loop {
        keep(question);
    }
}

pub struct Model {
    name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn consumed(self) -> String {
        keep(self);
        self.name
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn out_of_a_reference(&self) -> String {
        self.name
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn out_of_a_mutable_reference(&mut self) -> String {
        self.name
    }
}
