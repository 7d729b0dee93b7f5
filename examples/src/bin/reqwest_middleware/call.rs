//! Recognizes calls to models among HTTP requests.

use genai_runtime::Operation;
use genai_runtime::operations::{ByType, Model, ModelOperation, Reported, RequestOf, With};
use reqwest::Request;
use serde_json::Value;

type CallOperation<'a> = Operation<Model, Reported, ByType, With<(), RequestOf<&'a Value>>>;

/// A call to an OpenAI-compatible endpoint.
#[derive(Debug)]
pub(crate) struct Call {
    operation: ModelOperation,
    endpoint: String,
    body: Value,
}

impl Call {
    /// Reads a request; `None` if it does not call a model.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        let operation = match request.url().path() {
            path if path.ends_with("/chat/completions") => ModelOperation::Chat,
            path if path.ends_with("/embeddings") => ModelOperation::Embeddings,
            _ => return None,
        };
        let body = request.body()?.as_bytes()?;
        Some(Self {
            operation,
            endpoint: request.url().to_string(),
            body: serde_json::from_slice(body).ok()?,
        })
    }

    pub(crate) fn is_streamed(&self) -> bool {
        self.body.get("stream").and_then(Value::as_bool) == Some(true)
    }

    /// The operation of this call, described by its body.
    pub(crate) fn operation(&self, provider: &str) -> CallOperation<'_> {
        Operation::llm(provider)
            .operation(self.operation)
            .endpoint(&self.endpoint)
            .request(&self.body)
    }
}
