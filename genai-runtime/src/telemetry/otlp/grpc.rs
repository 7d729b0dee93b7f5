//! OTLP over gRPC: the connection, and the metadata of every request.

use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;
use tonic::metadata::MetadataMap;
use tonic::transport::{Channel, Endpoint, Error};
use tonic::{Request, Status};

use super::settings::OtlpSettings;

/// The interval of TCP keepalive on an idle connection.
const TCP_KEEPALIVE: Duration = Duration::from_secs(30);

/// Bounds of the interval of HTTP 2 pings during a request: half of the export's timeout, and half of that to wait for
/// the answer, which leaves time for a new connection.
const KEEP_ALIVE: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(20)];

/// A lazy connection that is replaced when pings get no answer.
///
/// Servers close connections with too many pings, above all without a request. So pings are sent only during one.
pub(super) fn channel(settings: &OtlpSettings) -> Result<Channel, Error> {
    let [least, most] = KEEP_ALIVE;
    let interval = (settings.timeout / 2).clamp(least, most);
    let endpoint = Endpoint::from_shared(settings.url.clone())?
        .timeout(settings.timeout)
        .tcp_keepalive(Some(TCP_KEEPALIVE))
        .http2_keep_alive_interval(interval)
        .keep_alive_timeout((interval / 2).max(least))
        .keep_alive_while_idle(false);
    let endpoint = if settings.encrypted() {
        endpoint.tls_config(settings.tls.grpc())?
    } else {
        endpoint
    };
    Ok(endpoint.connect_lazy())
}

/// Sets exactly our headers on every request: `opentelemetry-otlp` overrides those it is given by those of the
/// environment.
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
