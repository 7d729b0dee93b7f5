//! A chat behind a web server, which streams the answer word by word as server-sent events.
//!
//! `cargo run -p genai-examples --bin chat_server`, then
//! `curl -N 'http://127.0.0.1:3000/chat?question=Where+do+I+park'`
//!
//! The span of the model call lasts until the last byte is sent. Its parent comes from the caller's `traceparent`
//! header. If the client disconnects, `genai_runtime.stream.outcome` is `truncated` if all of the model's answer has
//! arrived, as it usually has, else `cancelled`. `CHAT_SERVER_ADDRESS` sets another address to listen on. The model is
//! a bundled server on 127.0.0.1; with `OTEL_EXPORTER_OTLP_ENDPOINT` traces are exported, else they are printed.

#![allow(clippy::print_stdout, reason = "a server prints its address")]

use std::convert::Infallible;
use std::env;
use std::error::Error;
use std::future::pending;
use std::time::Duration;

use async_openai::Client;
use async_openai::config::{Config, OpenAIConfig};
use async_openai::error::OpenAIError;
use async_openai::types::chat::{
    ChatCompletionRequestUserMessage, ChatCompletionResponseStream, ChatCompletionStreamOptions,
    CreateChatCompletionRequest, CreateChatCompletionStreamResponse,
};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::{Stream, StreamExt};
use genai_examples::openai_server::OpenAiServer;
use genai_examples::telemetry;
use genai_runtime::{llm_span, propagation};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::signal;

/// The delay after each word: about reading speed.
const PACE: Duration = Duration::from_millis(50);

#[derive(Deserialize)]
struct Chat {
    question: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let telemetry = telemetry::to_collector_or_terminal("chat-server")?;
    let model = OpenAiServer::start().await?;
    let config = OpenAIConfig::new()
        .with_api_base(model.base_url())
        .with_api_key("bundled");
    // No proxy can reach the server in this process.
    let http = reqwest::Client::builder().no_proxy().build()?;
    let app = Router::new()
        .route("/chat", get(chat))
        .with_state(Client::build(http, config));
    let address = env::var("CHAT_SERVER_ADDRESS").unwrap_or_else(|_| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app)
        .with_graceful_shutdown(shutdown_requested())
        .await?;
    telemetry.shutdown(Duration::from_secs(5))?;
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM; forever on platforms without them.
async fn shutdown_requested() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => drop(terminated.recv().await),
        Err(_) => pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    pending().await
}

/// Answers a question as a stream of events, one per word.
async fn chat(
    State(client): State<Client<OpenAIConfig>>,
    headers: HeaderMap,
    Query(Chat { question }): Query<Chat>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, (StatusCode, String)> {
    let answer = complete(&client, &headers, "gpt-4o-mini", question).await;
    let answer = answer.map_err(|error| (StatusCode::BAD_GATEWAY, error.to_string()))?;
    let events = answer.filter_map(async |chunk| {
        let event = match chunk {
            Ok(chunk) => Event::default().data(word(chunk)?),
            Err(error) => Event::default().event("error").data(error.to_string()),
        };
        tokio::time::sleep(PACE).await;
        Some(Ok(event))
    });
    Ok(Sse::new(events))
}

/// Streams the model's answer. The span continues the caller's trace and ends with the stream.
#[llm_span(
    system = "openai",
    endpoint = client.config().api_base(),
    parent = propagation::extract(headers),
    stream
)]
async fn complete(
    client: &Client<OpenAIConfig>,
    headers: &HeaderMap,
    model: &str,
    question: String,
) -> Result<ChatCompletionResponseStream, OpenAIError> {
    let request = CreateChatCompletionRequest {
        model: model.to_owned(),
        messages: vec![ChatCompletionRequestUserMessage::from(question).into()],
        stream_options: Some(ChatCompletionStreamOptions {
            include_usage: Some(true),
            include_obfuscation: None,
        }),
        ..CreateChatCompletionRequest::default()
    };
    client.chat().create_stream(request).await
}

/// The text of a chunk, if it has any.
fn word(chunk: CreateChatCompletionStreamResponse) -> Option<String> {
    let choice = chunk.choices.into_iter().next()?;
    choice.delta.content.filter(|text| !text.is_empty())
}
