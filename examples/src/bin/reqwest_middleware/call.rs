//! What a request asks of a model.

use genai_runtime::Operation;
use genai_runtime::operations::{Model, ModelOperation, Reported};
use reqwest::Request;
use serde_json::Value;

/// A call to an OpenAI-compatible endpoint.
#[derive(Debug)]
pub(crate) struct Call {
    operation: ModelOperation,
    endpoint: String,
    body: Value,
}

impl Call {
    /// Reads a request; none where it asks nothing of a model.
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
        self.at("stream").as_bool().unwrap_or(false)
    }

    /// The operation that it is.
    pub(crate) fn operation(&self, provider: &str) -> Operation<Model, Reported> {
        Operation::llm(provider)
            .operation(self.operation)
            .model(self.at("model").as_str())
            .endpoint(&self.endpoint)
            .temperature(self.at("temperature").as_f64())
            .max_tokens(self.at("max_completion_tokens").as_i64())
            .seed(self.at("seed").as_i64())
    }

    fn at(&self, key: &str) -> &Value {
        self.body.get(key).unwrap_or(&Value::Null)
    }
}
