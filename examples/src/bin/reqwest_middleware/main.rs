//! Calls over plain HTTP: a middleware for `reqwest-middleware` turns requests to models into operations.
//!
//! `cargo run -p genai-examples --bin reqwest_middleware`
//!
//! It asks for a whole answer, for a streamed one, and for one from a model that does not exist, and prints the first
//! line of each response and the traces. The model is a bundled server on 127.0.0.1.

#![allow(
    clippy::print_stdout,
    reason = "a command-line program prints its answer"
)]

mod answer;
mod call;
mod middleware;

use std::error::Error;

use genai_examples::openai_server::OpenAiServer;
use genai_runtime::telemetry::Exporter;
use genai_runtime::{Telemetry, chain};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use serde_json::{Value, json};

use middleware::GenAi;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let telemetry = Telemetry::builder().service_name("reqwest-middleware");
    let _telemetry = telemetry.exporter(Exporter::console()).install()?;
    let server = OpenAiServer::start().await?;
    let client = client()?;
    let asking = async {
        for (model, is_streamed) in [
            ("gpt-4o-mini", false),
            ("gpt-4o-mini", true),
            ("no-model", false),
        ] {
            let answer = ask(&client, &server, model, is_streamed).await?;
            println!("{}", answer.lines().next().unwrap_or_default());
        }
        Ok(())
    };
    chain::scope().feature("example").enter_async(asking).await
}

/// Builds a client whose calls to models are operations.
fn client() -> reqwest::Result<ClientWithMiddleware> {
    // No proxy can reach the server in this process.
    let client = reqwest::Client::builder().no_proxy().build()?;
    let middleware = GenAi { provider: "openai" };
    Ok(ClientBuilder::new(client).with(middleware).build())
}

/// Asks a model and returns the body of the response.
async fn ask(
    client: &ClientWithMiddleware,
    server: &OpenAiServer,
    model: &str,
    is_streamed: bool,
) -> Result<String, Box<dyn Error>> {
    let request = json!({
        "model": model,
        "temperature": 0.2,
        "messages": [{ "role": "user", "content": "Where do I park?" }],
        "stream": is_streamed,
        "stream_options": if is_streamed { json!({ "include_usage": true }) } else { Value::Null },
    });
    let url = format!("{}/chat/completions", server.base_url());
    let request = client.post(url).body(request.to_string());
    let request = request
        .header(AUTHORIZATION, "Bearer bundled")
        .header(CONTENT_TYPE, "application/json");
    Ok(request.send().await?.text().await?)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::StreamExt;
    use genai_runtime::Conventions;
    use genai_runtime::testing::{Capture, assert_conformant, capture};
    use genai_tests::receiver::ClosedPort;

    use super::*;

    const BOTH: [Conventions; 2] = [Conventions::V1_41, Conventions::LATEST];

    #[tokio::test]
    async fn a_whole_answer_is_recorded_and_returned() {
        let server = OpenAiServer::start().await.unwrap();
        for conventions in BOTH {
            let capture = Capture::with_conventions(conventions);
            let client = client().unwrap();
            let asked = ask(&client, &server, "gpt-4o-mini", false);
            let answer = capture.run_async(asked).await.unwrap();
            let answer: Value = serde_json::from_str(&answer).unwrap();
            let span = capture.span("chat gpt-4o-mini");
            assert_eq!(
                span.integer("gen_ai.usage.output_tokens"),
                answer["usage"]["completion_tokens"].as_i64()
            );
            assert_eq!(span.number("gen_ai.request.temperature"), Some(0.2));
            let asked = "Where do I park?".len().try_into().ok();
            assert_eq!(span.integer("genai_runtime.input.bytes"), asked);
            assert!(span.integer("server.port").is_some());
            assert_conformant(&capture);
        }
    }

    #[tokio::test]
    async fn a_streamed_answer_is_completed_with_exact_usage() {
        let server = OpenAiServer::start().await.unwrap();
        for conventions in BOTH {
            let capture = Capture::with_conventions(conventions);
            let client = client().unwrap();
            let asked = ask(&client, &server, "gpt-4o-mini", true);
            let answer = capture.run_async(asked).await.unwrap();
            assert!(answer.ends_with("data: [DONE]\n\n"));
            let span = capture.span("chat gpt-4o-mini");
            let outcome = span.text("genai_runtime.stream.outcome");
            assert_eq!(outcome.as_deref(), Some("completed"));
            let usage = span.text("genai_runtime.usage.source");
            assert_eq!(usage.as_deref(), Some("exact"));
            assert_conformant(&capture);
        }
    }

    #[tokio::test]
    async fn a_streamed_answer_that_is_dropped_early_is_not_completed() {
        let server = OpenAiServer::start().await.unwrap();
        let capture = capture();
        let reading = async {
            let request = json!({ "model": "gpt-4o-mini", "stream": true, "messages": [
                { "role": "user", "content": "Where do I park?" }
            ] });
            let url = format!("{}/chat/completions", server.base_url());
            let request = client().unwrap().post(url).body(request.to_string());
            let request = request
                .header(AUTHORIZATION, "Bearer bundled")
                .header(CONTENT_TYPE, "application/json");
            let response = request.send().await.unwrap();
            let mut body = response.bytes_stream();
            assert!(body.next().await.unwrap().is_ok());
        };
        capture.run_async(reading).await;
        let span = capture.span("chat gpt-4o-mini");
        let outcome = span.text("genai_runtime.stream.outcome");
        assert_ne!(outcome.as_deref(), Some("completed"));
        assert_conformant(&capture);
    }

    #[tokio::test]
    async fn an_error_status_fails_the_call_and_its_response_is_returned_unchanged() {
        let server = OpenAiServer::start().await.unwrap();
        for is_streamed in [false, true] {
            let capture = capture();
            let client = client().unwrap();
            let asked = ask(&client, &server, "no-model", is_streamed);
            let answer = capture.run_async(asked).await.unwrap();
            assert!(answer.contains("no-model"), "{answer}");
            let span = capture.span("chat no-model");
            assert_eq!(span.text("error.type").as_deref(), Some("404"));
            assert_conformant(&capture);
        }
    }

    #[tokio::test]
    async fn a_refused_connection_fails_the_call() {
        let port = ClosedPort::reserve();
        let capture = capture();
        let url = format!("{}/v1/chat/completions", port.endpoint());
        let request = client().unwrap().post(url).body("{}");
        let request = request.timeout(Duration::from_secs(30));
        assert!(capture.run_async(request.send()).await.is_err());
        let span = capture.only_span();
        assert_eq!(span.text("error.type").as_deref(), Some("connect"));
    }

    #[tokio::test]
    async fn a_request_that_does_not_call_a_model_is_not_recorded() {
        let server = OpenAiServer::start().await.unwrap();
        let capture = capture();
        let url = format!("{}/models", server.base_url());
        let request = client().unwrap().get(url);
        let request = request.header(AUTHORIZATION, "Bearer bundled");
        let response = capture.run_async(request.send()).await.unwrap();
        assert!(response.status().is_success());
        assert!(capture.spans().is_empty());
    }
}
