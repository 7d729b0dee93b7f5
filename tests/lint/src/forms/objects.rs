//! Methods of `async_trait` traits. `async_trait` allows lints in its output, so that no lint may be forbidden here.

use std::fmt::Error;

use async_trait::async_trait;
use genai_runtime::{Usage, chain_step, llm_span};

use super::methods::Client;
use super::steps::later;

/// Asks a model through a trait object.
#[async_trait]
pub trait AskAnything: Send + Sync {
    /// Asks.
    async fn ask_anything(&self, prompt: &str) -> Result<Usage, Error>;

    /// Asks something else.
    async fn ask_else(&self, prompt: String, _unused: u8) -> usize;

    /// Has a default body.
    #[chain_step]
    async fn with_a_body(&self, prompt: &str) -> usize {
        later(prompt.len()).await
    }
}

#[async_trait]
impl<T: Clone + Send + Sync> AskAnything for Client<T> {
    #[llm_span(system = "openai", model = "m", attributes("app.length" = prompt.len()))]
    async fn ask_anything(&self, prompt: &str) -> Result<Usage, Error> {
        let _ = later(prompt.len()).await;
        Ok(Usage::new())
    }

    #[chain_step(attributes("app.prompt" = prompt))]
    async fn ask_else(&self, prompt: String, _unused: u8) -> usize {
        later(prompt.len()).await
    }
}
