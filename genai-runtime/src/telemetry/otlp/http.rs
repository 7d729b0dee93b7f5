//! OTLP over HTTP: the client that sends requests of `opentelemetry-otlp`.

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

/// Sends requests with exactly our headers, retries while the receiver is unreachable, and records transport errors and
/// rejected items.
///
/// `opentelemetry-otlp` overrides headers by those of the environment, replaces every transport error by "network
/// error", ignores partial success, and retries an unreachable receiver for about a second only.
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
                    // With HTTP 2, a dead connection would also swallow all later requests.
                    .http1_only()
                    .timeout(settings.timeout)
                    // A redirect would send the credentials in our headers to another host.
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
            if result.is_ok() {
                backoff.refused();
            }
            if !backoff.pause().await {
                return result;
            }
        }
    }
}

impl OtlpClient {
    async fn send_once(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let mut result =
            self.client.send_bytes(request).await.map_err(|error| {
                match error.downcast::<reqwest::Error>() {
                    Ok(error) => HttpError::from(error.without_url()),
                    Err(error) => error,
                }
            });
        self.ledger
            .set_transport_error(result.as_ref().err().map(|error| chain(error.as_ref())));
        if let Ok(response) = &mut result {
            if is_web_page(response) {
                self.ledger.set_transport_error(Some(WEB_PAGE.to_owned()));
                // A status that `opentelemetry-otlp` does not retry.
                *response.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            }
            self.ledger.set_rejected(rejected(response));
        }
        result
    }
}

/// Why a web page is a failure.
pub(super) const WEB_PAGE: &str = "the answer is a web page, which no OTLP receiver sends";

/// Whether a request seems to have succeeded, but was answered by a web page: that of a backend's user interface, or of
/// a login in front of it.
fn is_web_page(response: &Response<Bytes>) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    let kind = kind.map(|kind| kind.as_bytes().to_ascii_lowercase());
    response.status().is_success() && kind.is_some_and(|kind| kind.starts_with(b"text/html"))
}

/// Whether the receiver did not answer. If its answer is merely truncated or too long, it did get the request.
fn is_unanswered(error: &HttpError) -> bool {
    let error = error.downcast_ref::<reqwest::Error>();
    error.is_some_and(|error| error.is_connect() || error.is_request())
}

/// Whether the receiver, or a proxy in front of it, is temporarily unavailable.
fn is_unavailable(response: &Response<Bytes>) -> bool {
    match response.status() {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            !has_retry_after(response)
        }
        status => matches!(
            status,
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT
        ),
    }
}

/// Whether an answer has a valid `Retry-After`, in seconds or as a date, which `opentelemetry-otlp` obeys itself.
fn has_retry_after(response: &Response<Bytes>) -> bool {
    let value = response.headers().get(RETRY_AFTER);
    let value = value.and_then(|value| value.to_str().ok());
    value.is_some_and(|value| {
        let seconds = value.trim().parse::<u64>();
        seconds.map_or_else(|_| value.trim().ends_with("GMT"), |seconds| seconds > 0)
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
