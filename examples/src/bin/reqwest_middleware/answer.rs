//! Reads responses for telemetry and rebuilds them for the caller.

use std::borrow::Cow;
use std::fmt;

use futures::{Stream, StreamExt, TryStreamExt};
use genai_runtime::wire::{self, WireError};
use genai_runtime::{Response as Report, UsageReport};
use http::{HeaderMap, StatusCode, Version};
use reqwest::{Body, Response, ResponseBuilderExt, Url};
use reqwest_middleware::Error;
use serde_json::Value;

/// A response without its body.
#[derive(Debug)]
pub(crate) struct Head {
    status: StatusCode,
    version: Version,
    headers: HeaderMap,
    url: Url,
}

/// A response whose body was read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response,
    body: Value,
}

/// Why a call to the model failed.
#[derive(Debug)]
pub(crate) enum CallError {
    /// The endpoint answered with an error status; the caller gets the response as it is.
    Status(Box<Response>),
    Failed(Error),
    /// The stream broke off.
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

    /// Rebuilds the response from its head and a body.
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
    /// Reads the body of a response.
    pub(crate) async fn read(response: Response) -> Result<Self, CallError> {
        let head = Head::of(&response);
        let bytes = response.bytes().await.map_err(Error::from)?;
        Ok(Self {
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
            response: head.with(bytes)?,
        })
    }
}

/// Turns a response with an error status into an error.
pub(crate) fn accepted(response: Response) -> Result<Response, CallError> {
    if response.status().is_success() {
        Ok(response)
    } else {
        Err(CallError::Status(Box::new(response)))
    }
}

impl UsageReport for Answer {
    fn report(&self, report: &mut Report<'_>) {
        self.body.report(report);
    }
}

/// Splits a response into its head and its events, which report their usage themselves.
pub(crate) fn events(
    response: Response,
) -> (
    Head,
    impl Stream<Item = Result<Value, CallError>> + Send + 'static,
) {
    let head = Head::of(&response);
    let events = wire::server_sent_events(response.bytes_stream());
    (head, events.map_err(CallError::Broken))
}

/// Encodes events as they were received.
pub(crate) fn encoded<S>(events: S) -> Body
where
    S: Stream<Item = Result<Value, CallError>> + Send + 'static,
{
    let encoded = events.map(|event| event.map(|event| format!("data: {event}\n\n")));
    let done = futures::stream::iter([Ok("data: [DONE]\n\n".to_owned())]);
    Body::wrap_stream(encoded.chain(done))
}

impl CallError {
    /// The endpoint's response, if there is one; else the error.
    pub(crate) fn into_response(self) -> Result<Response, Error> {
        match self {
            Self::Status(response) => Ok(*response),
            Self::Failed(error) => Err(error),
            Self::Broken(error) => Err(Error::Middleware(error.into())),
        }
    }

    /// The HTTP status, or the kind of failure (`error.type`).
    pub(crate) fn class(&self) -> Cow<'static, str> {
        match self {
            Self::Status(response) => response.status().as_str().to_owned().into(),
            Self::Failed(Error::Middleware(_)) => "middleware".into(),
            Self::Failed(Error::Reqwest(error)) if error.is_timeout() => "timeout".into(),
            Self::Failed(Error::Reqwest(error)) if error.is_connect() => "connect".into(),
            Self::Failed(Error::Reqwest(_)) => "transport".into(),
            Self::Broken(_) => "broken_stream".into(),
        }
    }
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(response) => write!(f, "the endpoint answered {}", response.status()),
            Self::Failed(error) => error.fmt(f),
            Self::Broken(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CallError {}
