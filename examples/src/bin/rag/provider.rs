//! The provider and the models, as the environment chooses them.

use std::env;
use std::time::Duration;

use async_openai::Client;
use async_openai::config::{OPENAI_API_BASE, OpenAIConfig};
use genai_examples::openai_server::OpenAiServer;

use crate::error::RagError;

/// A client, the names of the models, and the bundled server if the client talks to it.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) client: Client<OpenAIConfig>,
    pub(crate) chat_model: String,
    pub(crate) embedding_model: String,
    _bundled: Option<OpenAiServer>,
}

impl Provider {
    /// Connects to the provider that the environment names, or starts the bundled server.
    pub(crate) async fn from_env() -> Result<Self, RagError> {
        Self::new(variable("OPENAI_API_KEY"), variable("OPENAI_BASE_URL")).await
    }

    /// Connects to the given provider; starts the bundled server if neither argument is given.
    pub(crate) async fn new(
        key: Option<String>,
        base_url: Option<String>,
    ) -> Result<Self, RagError> {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(60));
        let (http, config, bundled) = if key.is_none() && base_url.is_none() {
            let server = OpenAiServer::start().await.map_err(RagError::Server)?;
            let config = OpenAIConfig::new()
                .with_api_base(server.base_url())
                .with_api_key("bundled");
            // No proxy can reach the server in this process.
            (http.no_proxy(), config, Some(server))
        } else {
            let config = OpenAIConfig::new()
                .with_api_base(base_url.unwrap_or_else(|| OPENAI_API_BASE.to_owned()))
                .with_api_key(key.unwrap_or_default());
            (http, config, None)
        };
        Ok(Self {
            client: Client::build(http.build().map_err(RagError::HttpClient)?, config),
            chat_model: variable("RAG_CHAT_MODEL").unwrap_or_else(|| "gpt-4o-mini".to_owned()),
            embedding_model: variable("RAG_EMBEDDING_MODEL")
                .unwrap_or_else(|| "text-embedding-3-small".to_owned()),
            _bundled: bundled,
        })
    }
}

/// The value of an environment variable; an empty one counts as unset.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}
