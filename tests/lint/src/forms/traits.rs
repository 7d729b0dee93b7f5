//! Methods of traits.

use std::fmt::Error;

use genai_runtime::{Usage, llm_span};

use super::methods::Client;
use super::steps::later;

/// Asks a model.
pub trait Ask {
    /// Calls the model.
    ///
    /// # Errors
    ///
    /// Fails if there is no answer.
    fn ask(&self, prompt: &str) -> Result<Usage, Error>;

    /// Has a default body.
    #[llm_span(system = "openai", model = none)]
    fn with_a_body(&mut self) -> Option<Usage> {
        None
    }

    /// Calls the model asynchronously.
    fn ask_later(&self, prompt: &str) -> impl Future<Output = usize> + Send;
}

impl<T: Clone + Send + Sync> Ask for Client<T> {
    #[llm_span(system = "openai", model = "m")]
    fn ask(&self, prompt: &str) -> Result<Usage, Error> {
        let tokens = prompt.len().try_into().map_err(|_overflow| Error)?;
        Ok(Usage::new().input(tokens))
    }

    #[llm_span(system = "openai", model = "m", usage = none)]
    async fn ask_later(&self, prompt: &str) -> usize {
        later(prompt.len()).await
    }
}
