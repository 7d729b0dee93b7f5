use std::fmt::Display;
use std::pin::Pin;
use std::sync::Arc;

use genai_runtime as _;

pub struct Model;

pub struct Named<T>(T);

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(question: String) -> Result<Missing, u8> {
    drop(question);
    Err(1)
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: &str) -> Result<Missing, u8> {
    ask(question).map_err(|_| 1)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed() -> Pin<Box<dyn Future<Output = Missing>>> {
    todo!()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn shared() -> Arc<Missing> {
    todo!()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn generic() -> Named {
    todo!()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn member() -> String::Missing {
    todo!()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn itself() -> Result<Self, u8> {
    todo!()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn elsewhere() -> Result<missing::Type, u8> {
    todo!()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn bare_trait() -> Box<Display> {
    todo!()
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn method(&self) -> Option<Missing> {
        None
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn debugged() -> impl std::fmt::Debug + Missing {
    todo!()
}
