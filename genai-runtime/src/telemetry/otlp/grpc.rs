//! OTLP over gRPC: the metadata of every request.

use http::HeaderMap;
use http::header::USER_AGENT;
use tonic::metadata::MetadataMap;
use tonic::{Request, Status};

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
