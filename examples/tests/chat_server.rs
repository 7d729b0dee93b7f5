//! Runs the chat server as a process: its spans last as long as its answers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures::StreamExt;
use genai_tests::environment::remove_configuration;
use genai_tests::receiver::{Arrived, Receiver, attribute};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;

/// The trace and the span of the client's `traceparent` header.
const TRACE_ID: u128 = 0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c;
const CALLER_ID: u64 = 0xb7ad_6b71_6920_3331;

/// A running server, which is killed on drop.
struct Server {
    child: Child,
    origin: String,
}

impl Server {
    /// Starts a server that exports spans almost at once.
    fn start(receiver: &Receiver) -> Self {
        Self::with_delay(receiver, Duration::from_millis(50))
    }

    fn with_delay(receiver: &Receiver, delay: Duration) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chat_server"));
        let mut child = remove_configuration(&mut command)
            .env("CHAT_SERVER_ADDRESS", "127.0.0.1:0")
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
            .env("OTEL_BSP_SCHEDULE_DELAY", delay.as_millis().to_string())
            .env("NO_PROXY", "127.0.0.1")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let origin = line.trim().strip_prefix("listening on ").unwrap();
        Self {
            origin: origin.to_owned(),
            child,
        }
    }

    async fn ask(&self, question: &str) -> reqwest::Response {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = client
            .get(format!("{}/chat?question={question}", self.origin))
            .header(
                "traceparent",
                format!("00-{TRACE_ID:032x}-{CALLER_ID:016x}-01"),
            );
        request.send().await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(span: &Arrived<Span>, key: &str) -> Option<String> {
    match attribute(&span.item.attributes, key) {
        Some(Value::StringValue(text)) => Some(text.clone()),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_span_lasts_until_the_last_byte_and_continues_the_callers_trace() {
    let receiver = Receiver::http();
    let server = Server::start(&receiver);
    let body = server.ask("parking").await.text().await.unwrap();
    assert!(body.matches("data: ").count() > 3, "{body}");
    let span = receiver.spans(1).pop().unwrap();
    assert_eq!(span.item.name, "chat gpt-4o-mini");
    assert_eq!(span.item.trace_id, TRACE_ID.to_be_bytes());
    assert_eq!(span.item.parent_span_id, CALLER_ID.to_be_bytes());
    assert_eq!(
        text(&span, "genai_runtime.stream.outcome").unwrap(),
        "completed"
    );
    assert_eq!(text(&span, "genai_runtime.usage.source").unwrap(), "exact");
    let words = u64::try_from(body.matches("data: ").count()).unwrap();
    let lasted = span.item.end_time_unix_nano - span.item.start_time_unix_nano;
    assert!(
        lasted >= words * 50_000_000,
        "{lasted} ns for {words} words"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_disconnects_leaves_a_truncated_or_cancelled_stream_without_an_error() {
    let receiver = Receiver::http();
    let server = Server::start(&receiver);
    let mut body = server.ask("vacation").await.bytes_stream();
    body.next().await.unwrap().unwrap();
    drop(body);
    let span = receiver.spans(1).pop().unwrap();
    // Depends on whether the server was waiting for the model when the client disconnected.
    let outcome = text(&span, "genai_runtime.stream.outcome").unwrap();
    assert!(
        ["truncated", "cancelled"].contains(&outcome.as_str()),
        "{outcome}"
    );
    assert_eq!(text(&span, "error.type"), None);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_receives_sigterm_exports_its_pending_spans() {
    let receiver = Receiver::http();
    let mut server = Server::with_delay(&receiver, Duration::from_secs(3600));
    server.ask("parking").await.text().await.unwrap();
    let stop = format!("kill {}", server.child.id());
    let stop = Command::new("sh").args(["-c", &stop]).status();
    assert!(stop.unwrap().success());
    assert!(server.child.wait().unwrap().success());
    assert_eq!(receiver.spans(1).len(), 1);
}
