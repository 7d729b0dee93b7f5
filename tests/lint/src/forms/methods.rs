//! Methods with every receiver.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use genai_runtime::{Usage, chain_step, llm_span};

use super::steps::later;

/// A client.
#[derive(Debug, Clone, Default)]
pub struct Client<T> {
    model: String,
    value: T,
}

impl<T: Clone + Send + Sync> Client<T> {
    /// Without a receiver.
    #[chain_step]
    pub fn create(model: &str, value: T) -> Self {
        Self {
            model: model.to_owned(),
            value,
        }
    }

    /// By reference.
    #[llm_span(system = "openai", model = self.model, usage = none)]
    pub fn lend(&self) -> &T {
        &self.value
    }

    /// By reference, later.
    #[llm_span(system = "openai", model = self.model)]
    pub async fn borrow_later(&self) -> Usage {
        later(Usage::new()).await
    }

    /// By mutable reference.
    #[chain_step(attributes("app.model" = self.model))]
    pub fn change(&mut self, value: T) -> &mut Self {
        self.value = value;
        self
    }

    /// By mutable reference, later.
    #[llm_span(system = "openai", model = self.model, usage = none)]
    pub async fn change_later<'this>(&'this mut self, text: &'this mut String) -> &'this str {
        text.push_str(&later(self.model.clone()).await);
        text
    }

    /// By value.
    #[chain_step]
    pub fn consume(self) -> T {
        self.value
    }

    /// By mutable value, later.
    #[llm_span(provider = "openai", usage = none)]
    pub async fn consume_later(mut self, model: &str) -> String {
        self.model.push_str(later(model).await);
        self.model
    }

    /// In a box.
    #[chain_step]
    #[must_use]
    pub fn unbox(self: Box<Self>) -> T {
        self.value
    }

    /// Shared.
    #[chain_step(attributes("app.model" = self.model))]
    pub async fn shared(self: Arc<Self>) -> T {
        later(self.value.clone()).await
    }

    /// Shared on one thread.
    #[chain_step]
    pub fn counted(self: &Rc<Self>) -> usize {
        Rc::strong_count(self)
    }

    /// Pinned.
    #[chain_step]
    #[must_use]
    pub fn pinned(self: Pin<&mut Self>) -> usize {
        self.model.len()
    }

    /// A receiver that is not used.
    #[chain_step(name = "unused")]
    pub async fn unused(&self) -> u8 {
        later(1).await
    }
}
