//! The calls to the model.

use async_openai::Client;
use async_openai::config::{Config, OpenAIConfig};
use async_openai::error::OpenAIError;
use async_openai::types::chat::{
    ChatCompletionResponseMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
};
use genai_examples::openai_server::OpenAiServer;
use genai_runtime::llm_span;

use crate::error::AgentError;

/// A client, and the server that it talks to.
#[derive(Debug)]
pub(crate) struct ChatModel {
    client: Client<OpenAIConfig>,
    _bundled: OpenAiServer,
}

impl ChatModel {
    pub(crate) async fn start() -> Result<Self, AgentError> {
        let server = OpenAiServer::start().await.map_err(AgentError::Server)?;
        let config = OpenAIConfig::new()
            .with_api_base(server.base_url())
            .with_api_key("bundled");
        // No proxy can reach the server in this process.
        let http = reqwest::Client::builder().no_proxy().build();
        Ok(Self {
            client: Client::build(http.map_err(AgentError::HttpClient)?, config),
            _bundled: server,
        })
    }

    /// Calls the model, whose name and parameters are in the request.
    #[llm_span(system = "openai", endpoint = self.client.config().api_base(), request = request)]
    async fn complete(
        &self,
        request: CreateChatCompletionRequest,
    ) -> Result<CreateChatCompletionResponse, OpenAIError> {
        self.client.chat().create(request).await
    }

    /// Returns the message of the first choice.
    pub(crate) async fn next(
        &self,
        request: CreateChatCompletionRequest,
    ) -> Result<Option<ChatCompletionResponseMessage>, AgentError> {
        let response = self.complete(request).await?;
        let choice = response.choices.into_iter().next();
        Ok(choice.map(|choice| choice.message))
    }
}
