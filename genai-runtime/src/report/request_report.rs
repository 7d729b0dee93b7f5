//! The trait of values that report a request.

use super::Request;

/// A value that describes a request: the model, its parameters and its input.
///
/// The value of the argument `request` of [`llm_span`](crate::llm_span) implements it. Derive it for
/// your own types with [`#[derive(RequestReport)]`](derive@crate::RequestReport). Ready-made:
///
/// - `serde_json::Value` (feature `serde_json`): requests of OpenAI's chat completions, completions, embeddings
///   and Responses API, which Mistral, Groq and others share; Anthropic's messages; Gemini's
///   `generateContent`; Cohere's chat and embed; Ollama's `/api/chat` and `/api/generate`; Bedrock's Converse. A
///   value in none of these formats reports nothing. Gemini and Bedrock name the model in the URL: set `model`, too.
/// - `CreateChatCompletionRequest`, `CreateCompletionRequest`, `CreateEmbeddingRequest` and `CreateResponse` of the
///   `async-openai` crate (feature `async-openai`).
/// - `Option`, `Box`, `Arc`, `Rc` and references report what they hold.
///
/// # Examples
///
/// ```
/// use genai_runtime::{Request, RequestReport, Usage, llm_span};
///
/// struct Ask { model: String, max_tokens: u32 }
///
/// impl RequestReport for Ask {
///     fn report(&self, request: &mut Request<'_>) {
///         request.model(&self.model).max_tokens(self.max_tokens);
///     }
/// }
///
/// #[llm_span(system = "openai", request = ask)]
/// fn complete(ask: &Ask) -> Usage {
///     // … the call itself …
/// #   Usage::new()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what it asks of a model",
    label = "`{Self}` does not implement `RequestReport`",
    note = "add `#[derive(RequestReport)]` to `{Self}`, or leave `request` out and name the parameters",
    note = "of a field, say how with `#[request(with = path)]`"
)]
#[cfg_attr(
    not(feature = "serde_json"),
    diagnostic::on_unimplemented(
        note = "`serde_json::Value` and types of `async-openai` implement it with the features `serde_json` and \
                `async-openai` of `genai-runtime`"
    )
)]
#[cfg_attr(
    all(feature = "serde_json", not(feature = "async-openai")),
    diagnostic::on_unimplemented(
        note = "types of `async-openai` implement it with the feature `async-openai` of `genai-runtime`"
    )
)]
pub trait RequestReport {
    /// Reports the request; what the value does not know is left out.
    fn report(&self, request: &mut Request<'_>);
}

impl<T: RequestReport> RequestReport for Option<T> {
    fn report(&self, request: &mut Request<'_>) {
        if let Some(value) = self {
            value.report(request);
        }
    }
}

through_pointers!(RequestReport: report(request: &mut Request<'_>));
