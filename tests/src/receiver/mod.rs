//! In-process OTLP receivers.
//!
//! Every receiver listens on a free port of 127.0.0.1, on a thread and a runtime of its own, and keeps all requests.
//! Tests wait for items with a deadline, and never sleep:
//!
//! ```no_run
//! use genai_tests::receiver::Receiver;
//!
//! let receiver = Receiver::http();
//! // … point an exporter at receiver.endpoint(), record a span, flush …
//! let spans = receiver.spans(1);
//! assert_eq!(spans[0].item.name, "chat gpt-4o");
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test whose receiver does not start has failed"
)]

mod grpc;
mod http;
mod inbox;
mod refusing;
mod relay;
mod silent;
mod tls;

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread;

use ::http::{HeaderMap, StatusCode};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::metrics::v1::Metric;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use inbox::Inbox;
pub use inbox::{Arrived, Payload, Received, attribute};
pub use relay::Relay;
pub use silent::{BlackHole, ClosedPort};
pub use tls::Certificates;

/// A receiver that runs until it is dropped.
#[derive(Debug)]
pub struct Receiver {
    endpoint: String,
    inbox: Arc<Inbox>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Receiver {
    /// OTLP over gRPC, with or without gzip.
    pub fn grpc() -> Self {
        Self::grpc_at(ClosedPort::reserve())
    }

    /// OTLP over gRPC, on a reserved port.
    pub fn grpc_at(port: ClosedPort) -> Self {
        Self::start_at(port, "http", |listener, inbox, stop| {
            grpc::serve(listener, inbox, stop, None)
        })
    }

    /// OTLP over gRPC with TLS; requires a client certificate of the same CA.
    pub fn grpc_with_tls(certificates: &Certificates) -> Self {
        let tls = certificates.tonic_server();
        Self::start("https", |listener, inbox, stop| {
            grpc::serve(listener, inbox, stop, Some(tls))
        })
    }

    /// OTLP over HTTP/protobuf on any path, with or without gzip.
    pub fn http() -> Self {
        Self::http_at(ClosedPort::reserve())
    }

    /// OTLP over HTTP/protobuf, on a reserved port.
    pub fn http_at(port: ClosedPort) -> Self {
        Self::start_at(port, "http", |listener, inbox, stop| {
            http::serve(listener, inbox, stop, (StatusCode::OK, Vec::new()))
        })
    }

    /// OTLP over HTTP/protobuf that keeps requests, but answers each with `status`.
    pub fn http_answering(status: StatusCode) -> Self {
        Self::start("http", move |listener, inbox, stop| {
            http::serve(listener, inbox, stop, (status, Vec::new()))
        })
    }

    /// OTLP over HTTP/protobuf that keeps requests, but reports in each answer that so many items were rejected.
    pub fn http_rejecting(items: i64, reason: &str) -> Self {
        // The answers of all signals have the same encoding.
        let answer = ExportTraceServiceResponse {
            partial_success: Some(ExportTracePartialSuccess {
                rejected_spans: items,
                error_message: reason.to_owned(),
            }),
        };
        let answer = (StatusCode::OK, answer.encode_to_vec());
        Self::start("http", move |listener, inbox, stop| {
            http::serve(listener, inbox, stop, answer)
        })
    }

    /// A server that refuses every request over both protocols, and sends a message for each.
    pub fn refusing(status: StatusCode, headers: HeaderMap) -> (Self, mpsc::Receiver<()>) {
        let (sender, seen) = mpsc::channel();
        let receiver = Self::start("http", move |listener, _inbox, stop| {
            refusing::serve(listener, sender, stop, (status, headers))
        });
        (receiver, seen)
    }

    /// OTLP over HTTP/protobuf with TLS; requires a client certificate of the same CA.
    pub fn http_with_tls(certificates: &Certificates) -> Self {
        let acceptor = certificates.acceptor();
        Self::start("https", move |listener, inbox, stop| {
            http::serve(
                tls::TlsListener::new(listener, acceptor),
                inbox,
                stop,
                (StatusCode::OK, Vec::new()),
            )
        })
    }

    fn start<F, S>(scheme: &str, serve: F) -> Self
    where
        F: FnOnce(TcpListener, Arc<Inbox>, oneshot::Receiver<()>) -> S + Send + 'static,
        S: Future<Output = ()>,
    {
        Self::start_at(ClosedPort::reserve(), scheme, serve)
    }

    fn start_at<F, S>(port: ClosedPort, scheme: &str, serve: F) -> Self
    where
        F: FnOnce(TcpListener, Arc<Inbox>, oneshot::Receiver<()>) -> S + Send + 'static,
        S: Future<Output = ()>,
    {
        let (address_sender, address) = mpsc::channel::<SocketAddr>();
        let (stop, stopped) = oneshot::channel();
        let inbox = Arc::new(Inbox::default());
        let shared = Arc::clone(&inbox);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = port.open();
                address_sender.send(listener.local_addr().unwrap()).unwrap();
                serve(listener, shared, stopped).await;
            });
        });
        let address = address.recv().expect("the receiver starts");
        Self {
            endpoint: format!("{scheme}://{address}"),
            inbox,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Stops the receiver and reserves its port.
    ///
    /// # Panics
    ///
    /// Panics if another process has bound the port meanwhile.
    pub fn into_closed_port(self) -> ClosedPort {
        let (_, address) = self.endpoint.split_once("://").unwrap();
        let address = address.parse().unwrap();
        drop(self);
        ClosedPort::at(address)
    }

    /// The URL to give to an exporter, without a path.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Every request that has arrived so far.
    pub fn requests(&self) -> Vec<Received> {
        self.inbox.requests()
    }

    /// Every request since the last call; removes them, for tests that send more than they want to keep.
    pub fn take(&self) -> Vec<Received> {
        self.inbox.take()
    }

    /// Waits for at least `count` spans.
    ///
    /// # Panics
    ///
    /// If they do not arrive within half a minute.
    pub fn spans(&self, count: usize) -> Vec<Arrived<Span>> {
        self.inbox.wait_for(count, inbox::spans)
    }

    /// Waits for at least `count` metrics; every export of a metric counts.
    ///
    /// # Panics
    ///
    /// If they do not arrive within half a minute.
    pub fn metrics(&self, count: usize) -> Vec<Arrived<Metric>> {
        self.inbox.wait_for(count, inbox::metrics)
    }

    /// Waits for at least `count` log records.
    ///
    /// # Panics
    ///
    /// If they do not arrive within half a minute.
    pub fn logs(&self, count: usize) -> Vec<Arrived<LogRecord>> {
        self.inbox.wait_for(count, inbox::logs)
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has already failed the test, which missed a request.
            let _ = thread.join();
        }
    }
}
