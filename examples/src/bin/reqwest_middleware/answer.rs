//! What comes back, read and put together again for the caller.

use std::borrow::Cow;
use std::fmt;

use futures::{Stream, StreamExt, TryStreamExt};
use genai_runtime::wire::{self, WireError};
use genai_runtime::{Response as Report, UsageReport};
use http::{HeaderMap, StatusCode, Version};
use reqwest::{Body, Response, ResponseBuilderExt, Url};
use reqwest_middleware::Error;
use serde_json::Value;

/// All of a response but its body.
#[derive(Debug)]
pub(crate) struct Head {
    status: StatusCode,
    version: Version,
    headers: HeaderMap,
    url: Url,
}

/// An answer that was read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response,
    body: Value,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The endpoint says so. The caller gets its response all the same.
    Answered(Box<Response>),
    Failed(Error),
    /// It broke off in the middle.
    Broken(WireError<reqwest::Error>),
}

impl Head {
    fn of(response: &Response) -> Self {
        Self {
            status: response.status(),
            version: response.version(),
            headers: response.headers().clone(),
            url: response.url().clone(),
        }
    }

    /// The response with this head.
    pub(crate) fn with(self, body: impl Into<Body>) -> Result<Response, Error> {
        let response = http::Response::builder()
            .status(self.status)
            .version(self.version)
            .url(self.url)
            .body(body.into());
        let mut response = response.map_err(|error| Error::Middleware(error.into()))?;
        *response.headers_mut() = self.headers;
        Ok(response.into())
    }
}

impl Answer {
    /// Reads a response to its end.
    pub(crate) async fn read(response: Response) -> Result<Self, Refusal> {
        let head = Head::of(&response);
        let bytes = response.bytes().await.map_err(Error::from)?;
        Ok(Self {
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
            response: head.with(bytes)?,
        })
    }
}

/// The response of a request, unless the endpoint refuses it.
pub(crate) fn accepted(response: Response) -> Result<Response, Refusal> {
    if response.status().is_success() {
        Ok(response)
    } else {
        Err(Refusal::Answered(Box::new(response)))
    }
}

impl UsageReport for Answer {
    fn report(&self, report: &mut Report<'_>) {
        self.body.report(report);
    }
}

/// A response as its head and the events that it consists of, each a value that reports itself.
pub(crate) fn events(
    response: Response,
) -> (
    Head,
    impl Stream<Item = Result<Value, Refusal>> + Send + 'static,
) {
    let head = Head::of(&response);
    let events = wire::server_sent_events(response.bytes_stream());
    (head, events.map_err(Refusal::Broken))
}

/// Events as they are sent.
pub(crate) fn sent<S>(events: S) -> Body
where
    S: Stream<Item = Result<Value, Refusal>> + Send + 'static,
{
    let sent = events.map(|event| event.map(|event| format!("data: {event}\n\n")));
    let done = futures::stream::iter([Ok("data: [DONE]\n\n".to_owned())]);
    Body::wrap_stream(sent.chain(done))
}

impl Refusal {
    /// The response, where there is one; else an error.
    pub(crate) fn into_response(self) -> Result<Response, Error> {
        match self {
            Self::Answered(response) => Ok(*response),
            Self::Failed(error) => Err(error),
            Self::Broken(error) => Err(Error::Middleware(error.into())),
        }
    }

    /// The status, as the conventions have it, or what kind of failure it was.
    pub(crate) fn class(&self) -> Cow<'static, str> {
        match self {
            Self::Answered(response) => response.status().as_str().to_owned().into(),
            Self::Failed(Error::Middleware(_)) => "middleware".into(),
            Self::Failed(Error::Reqwest(error)) if error.is_timeout() => "timeout".into(),
            Self::Failed(Error::Reqwest(error)) if error.is_connect() => "connect".into(),
            Self::Failed(Error::Reqwest(_)) => "transport".into(),
            Self::Broken(_) => "broken_stream".into(),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(response) => write!(f, "the endpoint answered {}", response.status()),
            Self::Failed(error) => error.fmt(f),
            Self::Broken(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}
