//! Servers that take nothing for now, or what stands before them.

use std::sync::mpsc;

use axum::Router;
use http::{HeaderMap, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Answers every request alike, over HTTP/1.1 and, as gRPC needs it, HTTP/2; says so each time.
pub(super) async fn serve(
    listener: TcpListener,
    seen: mpsc::Sender<()>,
    stop: oneshot::Receiver<()>,
    answer: (StatusCode, HeaderMap),
) {
    let refuse = async move || {
        // The test may have seen enough.
        let _ = seen.send(());
        answer
    };
    let serving = axum::serve(listener, Router::new().fallback(refuse));
    tokio::select! {
        result = serving => result.unwrap(),
        _ = stop => {}
    }
}
