use futures::future::BoxFuture;
use genai_runtime as _;

pub struct Model {
    pub name: String,
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() -> u32 {
    answr
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: &str) -> String {
    queston.to_owned()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn function(question: &str) -> String {
    functon(question).await
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn kind(question: &str) -> String {
    let model: Modell = Model { name: question.to_owned() };
    model.name
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(question: &str) -> BoxFuture<'_, String> {
    Box::pin(async move { questions.to_owned() })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn unknown_type(model: Modell) {
    drop(model);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unknown_returned(model: Model) -> Modell {
    model
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unknown_macro() {
    prnt!("text");
}
