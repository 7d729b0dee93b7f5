//! Which recorded request is in which format.

use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Format {
    Chat,
    Completions,
    Embeddings,
    Responses,
    Messages,
    CohereEmbed,
    OllamaChat,
    OllamaGenerate,
    Converse,
}

impl Format {
    pub(super) const ALL: [Self; 9] = [
        Self::Chat,
        Self::Completions,
        Self::Embeddings,
        Self::Responses,
        Self::Messages,
        Self::CohereEmbed,
        Self::OllamaChat,
        Self::OllamaGenerate,
        Self::Converse,
    ];

    /// The format of a recorded request by whom was asked for what; none for formats that are not read:
    /// Cohere's first version, what orders documents anew, Titan, AI21, and OpenAI's threads.
    pub(super) fn of(interaction: &Value) -> Option<Self> {
        let host = interaction["host"].as_str().unwrap();
        let path = interaction["path"].as_str().unwrap();
        let path = path.split('?').next().unwrap();
        let format = match path {
            _ if host.starts_with("bedrock-runtime") => match path {
                _ if path.contains("anthropic.") => Self::Messages,
                _ if path.contains("amazon.nova") => Self::Converse,
                _ => return None,
            },
            "/v2/embed" => Self::CohereEmbed,
            "/v2/chat" => Self::Chat,
            "/v1/generate" => Self::Completions,
            _ if host == "api.cohere.com" || path.starts_with("/v1/threads/") => return None,
            "/api/chat" => Self::OllamaChat,
            "/api/generate" => Self::OllamaGenerate,
            "/v1/messages" => Self::Messages,
            _ if path.ends_with("/chat/completions") => Self::Chat,
            _ if path.ends_with("/completions") => Self::Completions,
            _ if path.ends_with("/embeddings") => Self::Embeddings,
            _ if path.ends_with("/responses") => Self::Responses,
            _ => panic!("no format is known of {host}{path}"),
        };
        Some(format)
    }
}
