//! OTLP over gRPC: the connection, and the metadata of every request.

use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;
use tonic::metadata::MetadataMap;
use tonic::transport::{Channel, Endpoint, Error};
use tonic::{Request, Status};

use super::settings::OtlpSettings;

/// How often the system asks whether the other side is still there, while nothing is sent.
const TCP_KEEPALIVE: Duration = Duration::from_secs(30);

/// How long a connection may be silent while an answer is due: half of the time of an export, and half of that for the
/// other side to say that it is there. What is left is for a new connection.
const SILENCE: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(20)];

/// A connection that is made when it is needed, and made anew when it has gone silent.
///
/// Servers break off connections on which they are asked too often whether they are there, above all between requests.
/// So that is asked only where an answer is due.
pub(super) fn channel(settings: &OtlpSettings) -> Result<Channel, Error> {
    let [least, most] = SILENCE;
    let silence = (settings.timeout / 2).clamp(least, most);
    let endpoint = Endpoint::from_shared(settings.url.clone())?
        .timeout(settings.timeout)
        .tcp_keepalive(Some(TCP_KEEPALIVE))
        .http2_keep_alive_interval(silence)
        .keep_alive_timeout((silence / 2).max(least))
        .keep_alive_while_idle(false);
    let endpoint = if settings.encrypted() {
        endpoint.tls_config(settings.tls.grpc())?
    } else {
        endpoint
    };
    Ok(endpoint.connect_lazy())
}

/// Gives every request exactly our headers: `opentelemetry-otlp` adds those of the environment by
/// itself, over those it is given.
pub(super) fn metadata(
    headers: HeaderMap,
) -> impl FnMut(Request<()>) -> Result<Request<()>, Status> + Clone + Send + Sync + 'static {
    move |mut request| {
        let mut ours = headers.clone();
        let theirs = std::mem::take(request.metadata_mut()).into_headers();
        if let Some(agent) = theirs.get(USER_AGENT) {
            ours.entry(USER_AGENT).or_insert_with(|| agent.clone());
        }
        *request.metadata_mut() = MetadataMap::from_headers(ours);
        Ok(request)
    }
}
