//! OTLP over HTTP/protobuf.

use std::io::Read;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::serve::Listener;
use flate2::read::GzDecoder;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode, Uri};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message;
use tokio::sync::oneshot;

use super::inbox::{Inbox, Payload, Received};

pub(super) async fn serve<L>(
    listener: L,
    inbox: Arc<Inbox>,
    stop: oneshot::Receiver<()>,
    (status, body): (StatusCode, Vec<u8>),
) where
    L: Listener,
    L::Addr: std::fmt::Debug,
{
    let answer = Bytes::from(body);
    let keep = async move |uri: Uri, headers: HeaderMap, body: Bytes| {
        let payload = decode(uri.path(), &headers, &body);
        inbox.put(Received {
            path: uri.path().to_owned(),
            headers,
            payload,
        });
        (
            status,
            [(CONTENT_TYPE, "application/x-protobuf")],
            answer.clone(),
        )
    };
    let serving = axum::serve(listener, Router::new().fallback(keep));
    // Connections of exporters end with the runtime; a graceful shutdown would wait for them.
    tokio::select! {
        result = serving => result.unwrap(),
        _ = stop => {}
    }
}

fn decode(path: &str, headers: &HeaderMap, body: &[u8]) -> Payload {
    assert_eq!(
        headers.get("content-type").unwrap(),
        "application/x-protobuf"
    );
    let mut unpacked = Vec::new();
    match headers.get("content-encoding") {
        Some(encoding) => {
            assert_eq!(encoding, "gzip");
            GzDecoder::new(body).read_to_end(&mut unpacked).unwrap();
        }
        None => unpacked.extend_from_slice(body),
    }
    let body = unpacked.as_slice();
    match path.rsplit('/').next() {
        Some("traces") => Payload::Traces(ExportTraceServiceRequest::decode(body).unwrap()),
        Some("metrics") => Payload::Metrics(ExportMetricsServiceRequest::decode(body).unwrap()),
        Some("logs") => Payload::Logs(ExportLogsServiceRequest::decode(body).unwrap()),
        _ => panic!("no signal has the path `{path}`"),
    }
}
