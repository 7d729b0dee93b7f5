use futures::future::BoxFuture;
use genai_runtime as _;

#[derive(Clone)]
pub struct Model {
    pub name: String,
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(model: &Model) -> String {
    model.nam.clone()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(model: &Model) -> String {
    model.nam.clone()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn method(model: Model) -> String {
    model.ask().await
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn misspelt(question: &str) -> String {
    question.to_ownd()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(model: &Model) -> BoxFuture<'_, String> {
    Box::pin(async move { model.ask() })
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn unknown_on_itself(&self) -> String {
        self.asks().await
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn without_self(&self) -> String {
        name.clone()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn function_without_self(&self) -> String {
        blocking_name(self)
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn awaits_nothing(&self) -> String {
        self.name.await
    }

    fn blocking_name(&self) -> String {
        self.name.clone()
    }
}
