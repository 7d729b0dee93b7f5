//! Servers that fail with status 200 and without the framing of a stream: spans record the error.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::num::NonZeroUsize;

use futures::stream::{BoxStream, StreamExt};
use genai_runtime::testing::{CapturedSpan, assert_conformant, capture};
use genai_runtime::wire::{WireError, json_lines, server_sent_events};
use genai_runtime::{ContentCapture, llm_span};
use genai_tests::replay::{Interaction, Pieces, ReplayServer};
use opentelemetry::trace::Status;
use serde_json::{Value, json};

type Chunks = BoxStream<'static, Result<Value, WireError<reqwest::Error>>>;

const CHUNK: &str = r#"{
  "candidates": [{"content": {"parts": [{"text": "Once "}], "role": "model"}, "index": 0}],
  "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 1},
  "modelVersion": "gemini-2.5-flash"
}"#;

const LAST: &str = r#"{
  "candidates": [{"content": {"parts": [{"text": "more"}], "role": "model"}, "finishReason": "STOP", "index": 0}],
  "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 2},
  "modelVersion": "gemini-2.5-flash"
}"#;

const UNAVAILABLE: &str = r#"{
  "error": {
    "code": 503,
    "message": "The model is overloaded.",
    "status": "UNAVAILABLE"
  }
}
"#;

#[derive(Clone, Copy)]
enum Reader {
    Events,
    Lines,
}

/// The annotated call of a user with a plain HTTP client.
#[llm_span(system = "gcp.gemini", model = "gemini-2.5-flash", stream)]
async fn chunks(http: &reqwest::Client, url: &str, reader: Reader) -> reqwest::Result<Chunks> {
    let body = http.post(url).send().await?.bytes_stream();
    Ok(match reader {
        Reader::Events => server_sent_events(body).boxed(),
        Reader::Lines => json_lines(body).boxed(),
    })
}

/// The span of a call with this response body, which is split at every place.
async fn span_of(body: &str, reader: Reader) -> CapturedSpan {
    let path = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";
    let interaction = json!({
        "host": "generativelanguage.googleapis.com", "method": "POST", "path": path, "request_body": null,
        "status": 200, "content_type": "text/event-stream", "response_body": body
    });
    let interaction: Interaction = serde_json::from_value(interaction).unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut spans = Vec::new();
    for pieces in [Pieces::Of(NonZeroUsize::MIN), Pieces::Whole] {
        let server = ReplayServer::start([interaction.clone()], pieces).unwrap();
        let url = format!("{}{path}", server.origin());
        let capture = capture().with_content(ContentCapture::SpanOnly);
        let read = async { chunks(&http, &url, reader).await.unwrap().count().await };
        capture.run_async(read).await;
        assert_conformant(&capture);
        spans.push(capture.only_span());
    }
    let [in_pieces, whole] = <[CapturedSpan; 2]>::try_from(spans).unwrap();
    let error = |span: &CapturedSpan| {
        let keys = ["error.type", "gen_ai.output.messages", OUTCOME];
        (span.status.clone(), keys.map(|key| span.text(key)))
    };
    assert_eq!(error(&in_pieces), error(&whole));
    whole
}

const OUTCOME: &str = "genai_runtime.stream.outcome";

fn assert_failed(span: &CapturedSpan, class: &str, message: &str) {
    assert_eq!(span.text("error.type").as_deref(), Some(class));
    assert_eq!(span.status, Status::error(message.to_owned()));
    assert_eq!(span.text(OUTCOME).as_deref(), Some("failed"));
}

#[tokio::test]
async fn an_error_after_the_events_fails_the_span() {
    let chunk = CHUNK.replace('\n', "");
    let body = format!("data: {chunk}\r\n\r\n{UNAVAILABLE}");
    let span = span_of(&body, Reader::Events).await;
    assert_failed(&span, "UNAVAILABLE", "The model is overloaded.");
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(1));
    let messages = span.text("gen_ai.output.messages").unwrap();
    assert!(messages.contains("Once "), "{messages}");
}

#[tokio::test]
async fn an_error_instead_of_a_stream_fails_the_span() {
    for reader in [Reader::Events, Reader::Lines] {
        let span = span_of(UNAVAILABLE, reader).await;
        assert_failed(&span, "UNAVAILABLE", "The model is overloaded.");
    }
    let body =
        r#"{"error":{"message":"Rate limit","type":"requests","code":"rate_limit_exceeded"}}"#;
    let span = span_of(body, Reader::Events).await;
    assert_failed(&span, "rate_limit_exceeded", "Rate limit");
}

#[tokio::test]
async fn an_error_in_a_field_named_error_fails_the_span() {
    let body = "error: {\"code\":500,\"message\":\"no slot\",\"type\":\"server_error\"}\n\ndata: [DONE]\n\n";
    let span = span_of(body, Reader::Events).await;
    assert_failed(&span, "server_error", "no slot");
}

#[tokio::test]
async fn a_page_instead_of_a_stream_fails_the_span() {
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n";
    for reader in [Reader::Events, Reader::Lines] {
        let message = "the body holds neither events nor JSON: it begins with '<'";
        assert_failed(&span_of(page, reader).await, "not_a_stream", message);
    }
}

#[tokio::test]
async fn an_array_of_chunks_is_read_as_a_stream() {
    let body = format!("[{CHUNK}\n,\r\n{LAST}\n]\n");
    for reader in [Reader::Events, Reader::Lines] {
        let span = span_of(&body, reader).await;
        assert_eq!(span.text(OUTCOME).as_deref(), Some("completed"));
        assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(2));
        let messages = span.text("gen_ai.output.messages").unwrap();
        assert!(messages.contains("Once more"), "{messages}");
    }
    let body = format!("[{CHUNK}\n,\r\n{UNAVAILABLE}]");
    for reader in [Reader::Events, Reader::Lines] {
        let span = span_of(&body, reader).await;
        assert_failed(&span, "UNAVAILABLE", "The model is overloaded.");
    }
}
