//! Servers, or proxies before them, that refuse all requests.

use std::sync::mpsc;

use axum::Router;
use http::{HeaderMap, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Gives every request the same answer, over HTTP/1.1 and HTTP/2 (for gRPC), and sends a message for each.
pub(super) async fn serve(
    listener: TcpListener,
    refused: mpsc::Sender<()>,
    stop: oneshot::Receiver<()>,
    answer: (StatusCode, HeaderMap),
) {
    let refuse = async move || {
        // The test may have stopped listening.
        let _ = refused.send(());
        answer
    };
    let serving = axum::serve(listener, Router::new().fallback(refuse));
    tokio::select! {
        result = serving => result.unwrap(),
        _ = stop => {}
    }
}
