//! Which recorded response is in which format, and where a format says what.

use genai_tests::replay::Interaction;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Format {
    Chat,
    Completions,
    Embeddings,
    Responses,
    Messages,
    Cohere,
    Ollama,
    Converse,
    Titan,
    Jurassic,
    /// None of them: nothing is reported.
    Other,
}

impl Format {
    /// The format of a recorded response by whom was asked for what; none for what is left out.
    pub(crate) fn of(interaction: &Interaction) -> Option<Self> {
        let path = interaction.path.split('?').next().unwrap();
        let format = match interaction.host.as_str() {
            "api.anthropic.com" => Self::Messages,
            "api.cohere.com" => Self::Cohere,
            "localhost" if path.starts_with("/api/") => Self::Ollama,
            "api.writer.com" if is_stream(interaction) => Self::Other,
            "api.openai.com" if path.starts_with("/v1/threads/") => return None,
            host if host.starts_with("bedrock-runtime") => match path {
                _ if path.contains("anthropic.") => Self::Messages,
                _ if path.contains("amazon.nova") => Self::Converse,
                _ if path.contains("amazon.titan") => Self::Titan,
                _ if path.contains("ai21.j2") => Self::Jurassic,
                _ => Self::Other,
            },
            _ if path.ends_with("/chat/completions") => Self::Chat,
            _ if path.ends_with("/completions") => Self::Completions,
            _ if path.ends_with("/embeddings") => Self::Embeddings,
            _ if path.ends_with("/responses") => Self::Responses,
            host => panic!("no format is known of {host}{path}"),
        };
        Some(format)
    }

    /// Where the format says its identifier, model and finish reason, in a whole response and in a stream.
    pub(crate) fn texts(self) -> [&'static [&'static str]; 3] {
        match self {
            Self::Chat | Self::Completions | Self::Embeddings => [&["/id"], &["/model"], &[]],
            Self::Responses => [
                &["/id", "/response/id"],
                &["/model", "/response/model"],
                &["/status", "/response/status"],
            ],
            Self::Messages => [
                &["/id", "/message/id"],
                &["/model", "/message/model"],
                &["/stop_reason", "/delta/stop_reason"],
            ],
            Self::Cohere => [
                &["/id", "/response_id"],
                &[],
                &[
                    "/finish_reason",
                    "/delta/finish_reason",
                    "/generations/0/finish_reason",
                ],
            ],
            Self::Ollama => [&[], &["/model"], &["/done_reason"]],
            Self::Converse => [&[], &[], &["/stopReason"]],
            Self::Titan => [&[], &[], &["/results/0/completionReason"]],
            Self::Jurassic => [&[], &[], &["/completions/0/finishReason/reason"]],
            Self::Other => [&[], &[], &[]],
        }
    }

    /// Where the format keeps its counts, in a whole response and in a stream.
    pub(crate) fn usage(self) -> &'static [&'static str] {
        match self {
            Self::Chat | Self::Completions => &["/usage", "/x_groq/usage"],
            Self::Responses => &["/usage", "/response/usage"],
            Self::Messages => &["/usage", "/message/usage"],
            Self::Cohere => &[
                "/usage/billed_units",
                "/delta/usage/billed_units",
                "/meta/billed_units",
            ],
            Self::Embeddings | Self::Converse => &["/usage"],
            Self::Ollama | Self::Titan | Self::Jurassic => &[""],
            Self::Other => &[],
        }
    }

    /// What the counts are called there, in the order of [`COUNTS`](crate::expected::COUNTS).
    pub(crate) fn counts(self) -> [&'static str; 5] {
        match self {
            Self::Chat | Self::Completions => [
                "/prompt_tokens",
                "/completion_tokens",
                "/prompt_tokens_details/cached_tokens",
                "/-",
                "/completion_tokens_details/reasoning_tokens",
            ],
            // All that an embedding costs is input.
            Self::Embeddings => ["/total_tokens", "/completion_tokens", "/-", "/-", "/-"],
            Self::Responses => [
                "/input_tokens",
                "/output_tokens",
                "/input_tokens_details/cached_tokens",
                "/-",
                "/output_tokens_details/reasoning_tokens",
            ],
            Self::Messages => [
                "/input_tokens",
                "/output_tokens",
                "/cache_read_input_tokens",
                "/cache_creation_input_tokens",
                "/-",
            ],
            Self::Cohere => ["/input_tokens", "/output_tokens", "/-", "/-", "/-"],
            Self::Ollama => ["/prompt_eval_count", "/eval_count", "/-", "/-", "/-"],
            Self::Converse => [
                "/inputTokens",
                "/outputTokens",
                "/cacheReadInputTokenCount",
                "/cacheWriteInputTokenCount",
                "/-",
            ],
            Self::Titan => [
                "/inputTextTokenCount",
                "/results/0/tokenCount",
                "/-",
                "/-",
                "/-",
            ],
            // It lists the tokens.
            Self::Jurassic => [
                "/prompt/tokens",
                "/completions/0/data/tokens",
                "/-",
                "/-",
                "/-",
            ],
            Self::Other => ["/-"; 5],
        }
    }
}

/// Whether a response came in events or lines.
pub(crate) fn is_stream(interaction: &Interaction) -> bool {
    let kinds = ["event-stream", "ndjson"];
    kinds
        .iter()
        .any(|kind| interaction.content_type.contains(kind))
}
