//! The trait of values that report a response and its usage.

use super::Response;

/// A value that reports its token usage, and what else it knows of the model's response.
///
/// The returned value of a function under [`llm_span`](crate::llm_span) implements it. Derive it for
/// your own types with [`#[derive(UsageReport)]`](derive@crate::UsageReport). Ready-made:
///
/// - `serde_json::Value` (feature `serde_json`): responses, and the chunks or events of streams, of
///   OpenAI's chat completions, completions, embeddings, Responses API, images and transcriptions,
///   which Mistral, Groq, Voyage and others share; Anthropic's messages and text completions;
///   Gemini's `generateContent`, embeddings and Interactions API; Cohere's chat, generations and
///   embeddings; Ollama's `/api/chat`, `/api/generate`, `/api/embed` and `/api/embeddings`; Bedrock's Converse, and what
///   models answer to its invocations (Claude, Nova, Titan, Llama, Mistral, Cohere, Jurassic). The
///   format is recognised from the value itself; a value in none of them reports nothing.
/// - the types of the `async-openai` crate (feature `async-openai`): responses and chunks of chat
///   completions, completions and embeddings, and responses and stream events of the Responses API.
/// - `Result`, `Option`, `Vec`, slices, arrays, `Box`, `Arc`, `Rc` and references report what they hold.
///
/// # Examples
///
/// ```
/// use genai_runtime::{Response, UsageReport};
///
/// struct Completion { text: String, tokens_in: u32, tokens_out: u32 }
///
/// impl UsageReport for Completion {
///     fn report(&self, response: &mut Response<'_>) {
///         response.input_tokens(self.tokens_in).output_tokens(self.tokens_out);
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not report token usage",
    label = "`{Self}` does not implement `UsageReport`",
    note = "add `#[derive(UsageReport)]` to `{Self}`, or say how with `usage = …`, or opt out with `usage = none`",
    note = "of a field, say how with `#[usage(with = path)]`"
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
pub trait UsageReport {
    /// Reports the response; what the value does not know is left out.
    fn report(&self, response: &mut Response<'_>);
}

impl<T: UsageReport> UsageReport for Option<T> {
    fn report(&self, response: &mut Response<'_>) {
        if let Some(value) = self {
            value.report(response);
        }
    }
}

impl<T: UsageReport, E> UsageReport for Result<T, E> {
    fn report(&self, response: &mut Response<'_>) {
        if let Ok(value) = self {
            value.report(response);
        }
    }
}

/// Each element reports in order: the last value of a count wins.
impl<T: UsageReport> UsageReport for [T] {
    fn report(&self, response: &mut Response<'_>) {
        for value in self {
            value.report(response);
        }
    }
}

impl<T: UsageReport, const N: usize> UsageReport for [T; N] {
    fn report(&self, response: &mut Response<'_>) {
        self.as_slice().report(response);
    }
}

impl<T: UsageReport> UsageReport for Vec<T> {
    fn report(&self, response: &mut Response<'_>) {
        self.as_slice().report(response);
    }
}

through_pointers!(UsageReport: report(response: &mut Response<'_>));
