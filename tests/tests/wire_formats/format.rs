//! The format of a recorded response.

use genai_tests::replay::{Framing, Interaction};
use serde_json::Value;

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
    /// None of these: nothing is recorded.
    Other,
}

impl Format {
    /// The format of a recorded response, by its host and path; `None` for unknown endpoints.
    pub(crate) fn of(interaction: &Interaction) -> Option<Self> {
        let path = interaction.endpoint();
        let is_any = |paths: &[&str]| paths.contains(&path);
        let format = match interaction.host.as_str() {
            _ if !interaction.is_post() => return None,
            "api.anthropic.com" if is_any(&["/v1/messages", "/v1/complete"]) => Self::Messages,
            "api.cohere.com" | "api.cohere.ai" if is_any(&COHERE) => Self::Cohere,
            "localhost" | "127.0.0.1" if is_any(&OLLAMA) => Self::Ollama,
            "api.writer.com" if path == "/v1/chat" => Self::Chat,
            "api.writer.com" if path == "/v1/completions" && interaction.is_stream() => Self::Other,
            host if host.starts_with("bedrock-runtime") => return Self::of_bedrock(path),
            "api.anthropic.com" | "api.cohere.com" | "api.cohere.ai" => return None,
            _ if path.ends_with("/chat/completions") => Self::Chat,
            _ if path.ends_with("/completions") => Self::Completions,
            _ if path.ends_with("/embeddings") && !path.starts_with("/api/") => Self::Embeddings,
            _ if path.ends_with("/responses") => Self::Responses,
            _ => return None,
        };
        Some(format)
    }

    fn of_bedrock(path: &str) -> Option<Self> {
        let format = match path.rsplit('/').next()? {
            "converse" => Self::Converse,
            "invoke" if path.contains("anthropic.") => Self::Messages,
            "invoke" if path.contains("amazon.nova") => Self::Converse,
            "invoke" if path.contains("amazon.titan") => Self::Titan,
            "invoke" if path.contains("ai21.j2") => Self::Jurassic,
            _ => return None,
        };
        Some(format)
    }

    /// Whether a value has this format, by its distinctive fields.
    pub(crate) fn has(self, value: &Value) -> bool {
        let is = |pointer: &str| value.pointer(pointer).is_some_and(|found| !found.is_null());
        let is_any = |pointers: &[&str]| pointers.iter().any(|pointer| is(pointer));
        let kind = value["type"].as_str().unwrap_or_default();
        match self {
            Self::Chat | Self::Completions => {
                value["choices"].is_array()
                    || is_any(&[
                        "/usage/prompt_tokens",
                        "/usage/completion_tokens",
                        "/system_fingerprint",
                    ])
            }
            Self::Embeddings => is_any(&["/usage/prompt_tokens", "/data/0/embedding"]),
            Self::Responses => value["object"] == "response" || kind.starts_with("response."),
            Self::Messages => match kind {
                "message" => value["content"].is_array() && is_any(&["/stop_reason", "/usage"]),
                "completion" => is("/completion"),
                _ => MESSAGE_EVENTS.contains(&kind),
            },
            Self::Cohere => {
                let kind = value["event_type"].as_str().unwrap_or(kind);
                COHERE_EVENTS.contains(&kind) || (kind.is_empty() && is_any(&COHERE_USAGE))
            }
            Self::Ollama => value["done"].is_boolean() || is("/prompt_eval_count"),
            Self::Converse => is_any(&[
                "/output/message",
                "/usage/inputTokens",
                "/usage/outputTokens",
            ]),
            Self::Titan => is("/inputTextTokenCount"),
            Self::Jurassic => value["completions"].is_array(),
            Self::Other => true,
        }
    }
}

/// Cohere's endpoints that call a model.
const COHERE: [&str; 7] = [
    "/v1/chat",
    "/v1/generate",
    "/v1/embed",
    "/v1/rerank",
    "/v2/chat",
    "/v2/embed",
    "/v2/rerank",
];

/// Ollama's endpoints that call a model.
const OLLAMA: [&str; 4] = [
    "/api/chat",
    "/api/generate",
    "/api/embed",
    "/api/embeddings",
];

const MESSAGE_EVENTS: [&str; 4] = [
    "message_start",
    "content_block_start",
    "content_block_delta",
    "message_delta",
];

/// The events of Cohere's streams, those of the older chat API last.
const COHERE_EVENTS: [&str; 11] = [
    "message-start",
    "content-start",
    "content-delta",
    "tool-plan-delta",
    "tool-call-start",
    "tool-call-delta",
    "message-end",
    "stream-start",
    "text-generation",
    "tool-calls-generation",
    "stream-end",
];

/// Cohere's places of usage, without which a complete answer is not recognized.
const COHERE_USAGE: [&str; 4] = [
    "/usage/billed_units",
    "/usage/tokens",
    "/meta/billed_units",
    "/meta/tokens",
];

/// The kind of the check, for a summary.
pub(crate) fn kind(format: Format, interaction: &Interaction) -> String {
    match interaction.framing() {
        Framing::Whole => format!("{format:?}"),
        Framing::Events => format!("{format:?} in events"),
        Framing::Lines => format!("{format:?} in lines"),
    }
}
