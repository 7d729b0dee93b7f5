//! The calls to the models.

use async_openai::Client;
use async_openai::config::{Config, OpenAIConfig};
use async_openai::error::OpenAIError;
use async_openai::types::chat::{
    ChatCompletionRequestMessage, ChatCompletionRequestSystemMessage,
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
    ResponseFormat,
};
use async_openai::types::embeddings::{
    CreateEmbeddingRequest, CreateEmbeddingResponse, EmbeddingInput,
};

use genai_runtime::llm_span;

use crate::error::RagError;

/// The instructions, the question and the format of the answer.
#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) system: &'static str,
    pub(crate) user: String,
    pub(crate) format: ResponseFormat,
}

/// Calls a chat model.
#[llm_span(system = "openai", endpoint = client.config().api_base())]
pub(crate) async fn complete(
    client: &Client<OpenAIConfig>,
    model: &str,
    temperature: f32,
    max_tokens: u32,
    prompt: Prompt,
) -> Result<CreateChatCompletionResponse, OpenAIError> {
    let messages: Vec<ChatCompletionRequestMessage> = vec![
        ChatCompletionRequestSystemMessage::from(prompt.system).into(),
        ChatCompletionRequestUserMessage::from(prompt.user).into(),
    ];
    let request = CreateChatCompletionRequest {
        model: model.to_owned(),
        messages,
        temperature: Some(temperature),
        max_completion_tokens: Some(max_tokens),
        response_format: Some(prompt.format),
        ..CreateChatCompletionRequest::default()
    };
    client.chat().create(request).await
}

/// Embeds a text.
#[llm_span(system = "openai", operation = embeddings, endpoint = client.config().api_base())]
pub(crate) async fn embed(
    client: &Client<OpenAIConfig>,
    model: &str,
    text: &str,
) -> Result<CreateEmbeddingResponse, OpenAIError> {
    create_embedding(client, model, EmbeddingInput::String(text.to_owned())).await
}

/// Embeds texts, in their order. Not instrumented, because it happens before any question.
pub(crate) async fn embed_all(
    client: &Client<OpenAIConfig>,
    model: &str,
    texts: Vec<String>,
) -> Result<CreateEmbeddingResponse, OpenAIError> {
    create_embedding(client, model, EmbeddingInput::StringArray(texts)).await
}

async fn create_embedding(
    client: &Client<OpenAIConfig>,
    model: &str,
    input: EmbeddingInput,
) -> Result<CreateEmbeddingResponse, OpenAIError> {
    let request = CreateEmbeddingRequest {
        model: model.to_owned(),
        input,
        encoding_format: None,
        user: None,
        dimensions: None,
    };
    client.embeddings().create(request).await
}

/// The first vector of a response.
pub(crate) fn vector(response: CreateEmbeddingResponse) -> Result<Vec<f32>, RagError> {
    let first = response.data.into_iter().next();
    first
        .map(|entry| entry.embedding)
        .ok_or_else(|| RagError::Unexpected("no vector".to_owned()))
}

/// The text of a response's first choice.
pub(crate) fn text(response: CreateChatCompletionResponse) -> Result<String, RagError> {
    let choice = response.choices.into_iter().next();
    choice
        .and_then(|choice| choice.message.content)
        .ok_or_else(|| RagError::Unexpected("no text".to_owned()))
}
