//! Tests of the bundled server through the `async-openai` client.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

mod chat;
mod embeddings;
mod errors;
mod tools;

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::types::chat::{
    ChatCompletionRequestSystemMessage, ChatCompletionRequestUserMessage,
    CreateChatCompletionRequest,
};
use async_openai::types::embeddings::{CreateEmbeddingRequest, CreateEmbeddingRequestArgs};
use genai_examples::openai_server::OpenAiServer;

const PASSAGES: &str = "[1] Vacation: There are 28 vacation days. Five vacation days carry over.\n\
                        [2] Dogs: You may bring your dog.";

fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

async fn start() -> (OpenAiServer, Client<OpenAIConfig>) {
    let server = OpenAiServer::start().await.unwrap();
    let client = client(&server, "key");
    (server, client)
}

fn client(server: &OpenAiServer, key: &str) -> Client<OpenAIConfig> {
    let config = OpenAIConfig::new()
        .with_api_base(server.base_url())
        .with_api_key(key);
    Client::build(http(), config)
}

fn chat(question: &str) -> CreateChatCompletionRequest {
    CreateChatCompletionRequest {
        model: "gpt-4o-mini".to_owned(),
        messages: vec![
            ChatCompletionRequestSystemMessage::from("Answer from the passages.").into(),
            ChatCompletionRequestUserMessage::from(format!("{PASSAGES}\n\nQuestion: {question}"))
                .into(),
        ],
        ..CreateChatCompletionRequest::default()
    }
}

fn embedding(texts: &[&str]) -> CreateEmbeddingRequest {
    CreateEmbeddingRequestArgs::default()
        .model("text-embedding-3-small")
        .input(texts.to_vec())
        .build()
        .unwrap()
}

#[tokio::test]
async fn the_server_stops_when_dropped() {
    let server = OpenAiServer::start().await.unwrap();
    let url = format!("{}/models", server.base_url());
    let http = http();
    assert_eq!(http.get(&url).send().await.unwrap().status(), 401);
    drop(server);
    // The listener closes when its task runs next; until then the server still answers.
    for _ in 0..100 {
        if http.get(&url).send().await.is_err() {
            return;
        }
    }
    panic!("the server still answers");
}
