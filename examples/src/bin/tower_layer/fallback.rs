//! A retry policy that asks another model after a failure.

use std::future::{Ready, ready};

use async_openai::error::OpenAIError;
use tower::retry::Policy;

use crate::model::{Question, Reply};

/// The models that are still to be asked, in this order.
#[derive(Debug, Clone)]
pub(crate) struct Fallback {
    pub(crate) models: &'static [&'static str],
}

impl Policy<Question, Reply, OpenAIError> for Fallback {
    type Future = Ready<()>;

    fn retry(
        &mut self,
        question: &mut Question,
        answer: &mut Result<Reply, OpenAIError>,
    ) -> Option<Ready<()>> {
        let (next, rest) = self.models.split_first()?;
        if answer.is_ok() {
            return None;
        }
        self.models = rest;
        question.model = next;
        question.attempt += 1;
        Some(ready(()))
    }

    fn clone_request(&mut self, question: &Question) -> Option<Question> {
        Some(question.clone())
    }
}
