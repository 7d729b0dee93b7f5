//! The formats of recorded requests.

use genai_recordings::Interaction;

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
    /// The format of a recorded request by its host and path; `None` for unknown endpoints, and for formats that these
    /// tests do not read: Cohere's API v1, rerankers, Titan, AI21, and OpenAI's threads.
    pub(super) fn of(interaction: &Interaction) -> Option<Self> {
        let host = interaction.host.as_str();
        let path = interaction.endpoint();
        let format = match path {
            _ if !interaction.is_post() => return None,
            _ if host.starts_with("bedrock-runtime") => return Self::of_bedrock(path),
            "/v2/embed" => Self::CohereEmbed,
            "/v2/chat" => Self::Chat,
            "/v1/generate" => Self::Completions,
            _ if host.starts_with("api.cohere.") => return None,
            "/v1/chat" if host == "api.writer.com" => Self::Chat,
            "/api/chat" => Self::OllamaChat,
            "/api/generate" => Self::OllamaGenerate,
            "/v1/messages" => Self::Messages,
            _ if path.ends_with("/chat/completions") => Self::Chat,
            _ if path.ends_with("/completions") => Self::Completions,
            _ if path.ends_with("/embeddings") && path != "/api/embeddings" => Self::Embeddings,
            _ if path.ends_with("/responses") => Self::Responses,
            _ => return None,
        };
        Some(format)
    }

    fn of_bedrock(path: &str) -> Option<Self> {
        let format = match path.rsplit('/').next()? {
            "converse" | "converse-stream" => Self::Converse,
            "invoke" | "invoke-with-response-stream" if path.contains("anthropic.") => {
                Self::Messages
            }
            "invoke" | "invoke-with-response-stream" if path.contains("amazon.nova") => {
                Self::Converse
            }
            _ => return None,
        };
        Some(format)
    }
}
