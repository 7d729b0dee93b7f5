//! A server on 127.0.0.1 that speaks the OpenAI wire format: chat completions (plain and streamed, with tool calls),
//! embeddings, models.
//!
//! Equal requests get equal responses: ids are hashes of the request, token counts are counted words, and answers are
//! composed of the passages in the prompt. It is a test double, not a language model.

mod chat;
mod embeddings;
mod error;
mod models;
mod prompt;
mod reply;
mod text;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, Uri, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use futures::channel::oneshot;
use tokio::net::TcpListener;

use error::ApiError;

/// A running server; it stops when dropped.
///
/// Any non-empty bearer token is accepted as the API key.
///
/// # Examples
///
/// ```
/// use genai_examples::openai_server::OpenAiServer;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let server = OpenAiServer::start().await?;
/// assert!(server.base_url().starts_with("http://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct OpenAiServer {
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

impl OpenAiServer {
    /// Starts a server on a free port of 127.0.0.1, as a task of the current tokio runtime.
    ///
    /// # Errors
    ///
    /// Fails if no port can be bound.
    ///
    /// # Panics
    ///
    /// Panics outside of a tokio runtime.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, router()).with_graceful_shutdown(async {
            // Dropping the sender is the signal; nothing is ever sent.
            let _ = stopped.await;
        });
        tokio::spawn(server.into_future());
        Ok(Self {
            address,
            _stop: stop,
        })
    }

    /// Base URL for a client, with the version: `http://127.0.0.1:<port>/v1`.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }
}

fn router() -> Router {
    Router::new()
        .route("/v1/chat/completions", post(chat::create))
        .route("/v1/embeddings", post(embeddings::create))
        .route("/v1/models", get(models::list))
        .fallback(unknown_url)
        .method_not_allowed_fallback(unknown_method)
        .layer(middleware::from_fn(require_key))
}

async fn require_key(request: Request, next: Next) -> Result<Response, ApiError> {
    let key = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    match key {
        Some(key) if !key.trim().is_empty() => Ok(next.run(request).await),
        _ => Err(ApiError::missing_key()),
    }
}

async fn unknown_url(method: Method, uri: Uri) -> ApiError {
    ApiError::unknown_url(&method, &uri)
}

async fn unknown_method(method: Method, uri: Uri) -> ApiError {
    ApiError::unknown_method(&method, &uri)
}
