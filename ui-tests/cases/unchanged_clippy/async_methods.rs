//! Without its `async` a method is not called one of a standard trait, nor its `#[must_use]` superfluous.
#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

pub struct Replies(Vec<String>);

impl Replies {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn next(&mut self) -> Option<String> {
        self.0.pop()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    #[must_use]
    pub async fn from_str(text: &str) -> Self {
        Self(vec![text.to_owned()])
    }
}

impl Replies {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    #[must_use]
    pub fn default() -> Self {
        Self(Vec::new())
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn stub<T: Clone>() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn stub_to_await<T: Clone>() {}
