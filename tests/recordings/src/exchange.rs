//! Classifies the recorded exchanges that an OpenAI client can repeat.

use crate::{Framing, Interaction};

/// Hosts whose chat and embeddings endpoints accept OpenAI's requests. `localhost` is vLLM or Ollama.
const OPENAI_COMPATIBLE: &[&str] = &[
    "api.openai.com",
    "azure.example.com",
    "api.deepseek.com",
    "api.groq.com",
    "api.mistral.ai",
    "localhost",
];

const CHAT: &str = "/chat/completions";
const EMBEDDINGS: &str = "/embeddings";

/// An exchange in OpenAI's wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exchange {
    /// A chat completion with one JSON body.
    Chat,
    /// A chat completion as server-sent events.
    ChatStream,
    /// Embeddings.
    Embeddings,
}

impl Interaction {
    /// Classifies an interaction with an OpenAI-compatible host; `None` if it is neither a chat completion nor an
    /// embedding.
    pub fn exchange(&self) -> Option<Exchange> {
        // The same path with other methods looks up stored chat completions.
        if !self.is_post() || !OPENAI_COMPATIBLE.contains(&self.host.as_str()) {
            return None;
        }
        let (base, endpoint) = self.split_path()?;
        match endpoint {
            // Ollama's own API has `/api/embeddings`.
            _ if base == "/api" => None,
            CHAT if self.framing() == Framing::Events => Some(Exchange::ChatStream),
            CHAT => Some(Exchange::Chat),
            _ => Some(Exchange::Embeddings),
        }
    }

    /// The path before `/chat/completions` or `/embeddings`. Appended to a server's origin it is the base URL for a
    /// client, also for Azure deployments.
    pub fn base_path(&self) -> Option<&str> {
        self.split_path().map(|(base, _)| base)
    }

    fn split_path(&self) -> Option<(&str, &'static str)> {
        let path = self.endpoint();
        [CHAT, EMBEDDINGS]
            .into_iter()
            .find_map(|endpoint| Some((path.strip_suffix(endpoint)?, endpoint)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interaction(host: &str, path: &str, content_type: &str) -> Interaction {
        Interaction {
            host: host.to_owned(),
            method: "POST".to_owned(),
            path: path.to_owned(),
            request_body: None,
            status: 200,
            content_type: content_type.to_owned(),
            response_body: String::new(),
        }
    }

    #[test]
    fn chats_streams_and_embeddings_are_distinguished() {
        let json = "application/json";
        let cases = [
            (
                "api.openai.com",
                "/v1/chat/completions",
                json,
                Some(Exchange::Chat),
            ),
            (
                "api.groq.com",
                "/openai/v1/chat/completions",
                "text/event-stream; charset=utf-8",
                Some(Exchange::ChatStream),
            ),
            (
                "api.openai.com",
                "/v1/embeddings",
                json,
                Some(Exchange::Embeddings),
            ),
            ("api.openai.com", "/v1/completions", json, None),
            ("api.openai.com", "/v1/responses", json, None),
            ("localhost", "/api/embeddings", json, None),
            ("api.cohere.com", "/v2/chat/completions", json, None),
        ];
        for (host, path, content_type, expected) in cases {
            let found = interaction(host, path, content_type).exchange();
            assert_eq!(found, expected, "{host}{path}");
        }
    }

    #[test]
    fn the_base_path_keeps_deployments_and_drops_the_query() {
        let azure = interaction(
            "azure.example.com",
            "/openai/deployments/small/chat/completions?api-version=1",
            "application/json",
        );
        assert_eq!(azure.base_path(), Some("/openai/deployments/small"));
    }
}
