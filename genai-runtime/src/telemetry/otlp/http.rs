//! OTLP over HTTP: the client that sends what `opentelemetry-otlp` has encoded.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, StatusCode};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};

use super::endpoint;
use super::rejected::rejected;
use super::settings::OtlpSettings;
use crate::telemetry::error::TelemetryError;
use crate::telemetry::export::ledger::Ledger;

/// Sends requests with exactly our headers, again as long as nobody answers, and remembers why a connection failed and what
/// was rejected.
///
/// `opentelemetry-otlp` adds the headers of the environment by itself, over those it is given,
/// replaces every transport error by "network error", keeps to itself that items were rejected, and gives a receiver that
/// is out of reach up after a second.
pub(super) struct OtlpClient {
    client: reqwest::Client,
    headers: HeaderMap,
    ledger: Arc<Ledger>,
}

impl OtlpClient {
    pub(super) fn new(
        settings: &OtlpSettings,
        ledger: Arc<Ledger>,
    ) -> Result<Self, TelemetryError> {
        let client = settings
            .tls
            .http_client(settings.encrypted())
            .and_then(|builder| {
                let builder = if endpoint::is_loopback(&settings.url) {
                    builder.no_proxy()
                } else {
                    builder
                };
                builder
                    // A connection of HTTP 2 that has gone silent would take all later requests with it.
                    .http1_only()
                    .timeout(settings.timeout)
                    // A redirect would hand the credentials in our headers to another host.
                    .redirect(reqwest::redirect::Policy::none())
                    .build()
            })
            .map_err(|error| settings.unusable(&chain(&error.without_url())))?;
        Ok(Self {
            client,
            headers: settings.headers.clone(),
            ledger,
        })
    }
}

#[async_trait]
impl HttpClient for OtlpClient {
    async fn send_bytes(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let mut headers = self.headers.clone();
        for name in [CONTENT_TYPE, CONTENT_ENCODING] {
            if let Some(value) = request.headers().get(&name) {
                headers.insert(name, value.clone());
            }
        }
        if let Some(agent) = request.headers().get(USER_AGENT) {
            headers.entry(USER_AGENT).or_insert_with(|| agent.clone());
        }
        *request.headers_mut() = headers;
        let Ledger { backoff, .. } = &*self.ledger;
        loop {
            let result = self.send_once(request.clone()).await;
            let is_out_of_reach = match &result {
                Ok(response) => is_unavailable(response),
                Err(error) => is_unanswered(error),
            };
            if !is_out_of_reach {
                backoff.reached();
                return result;
            }
            if !backoff.pause().await {
                return result;
            }
        }
    }
}

impl OtlpClient {
    async fn send_once(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let result = self.client.send_bytes(request).await.map_err(|error| {
            match error.downcast::<reqwest::Error>() {
                Ok(error) => HttpError::from(error.without_url()),
                Err(error) => error,
            }
        });
        self.ledger
            .set_transport_error(result.as_ref().err().map(|error| chain(error.as_ref())));
        if let Ok(response) = &result {
            self.ledger.set_rejected(rejected(response));
        }
        result
    }
}

/// Whether nobody has answered. A receiver whose answer is cut off or too long has what it was sent.
fn is_unanswered(error: &HttpError) -> bool {
    let error = error.downcast_ref::<reqwest::Error>();
    error.is_some_and(|error| error.is_connect() || error.is_request())
}

/// Whether somebody in front of the receiver, or the receiver for a moment, takes nothing.
fn is_unavailable(response: &Response<Bytes>) -> bool {
    match response.status() {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => !says_how_long(response),
        status => matches!(
            status,
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT
        ),
    }
}

/// Whether an answer says how long to wait, in seconds or by a date, which `opentelemetry-otlp` heeds.
fn says_how_long(response: &Response<Bytes>) -> bool {
    let said = response.headers().get(RETRY_AFTER);
    let said = said.and_then(|said| said.to_str().ok());
    said.is_some_and(|said| {
        let seconds = said.trim().parse::<u64>();
        seconds.map_or_else(|_| said.trim().ends_with("GMT"), |seconds| seconds > 0)
    })
}

impl fmt::Debug for OtlpClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OtlpClient").finish_non_exhaustive()
    }
}

/// An error with all its causes.
pub(super) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
