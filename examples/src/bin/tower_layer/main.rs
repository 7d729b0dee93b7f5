//! Calls to a model through a tower service: a layer makes each of them an operation, without an annotated function.
//!
//! `cargo run -p genai-examples --bin tower_layer -- "Where do I park?"`
//!
//! The first model does not exist, the second one answers: two spans, the second linked to the first. The model is a
//! bundled server on 127.0.0.1.

#![allow(
    clippy::print_stdout,
    reason = "a command-line program prints its answer"
)]

mod fallback;
mod layer;
mod model;

use std::env;
use std::error::Error;

use async_openai::error::OpenAIError;
use genai_examples::openai_server::OpenAiServer;
use genai_runtime::telemetry::Exporter;
use genai_runtime::{Telemetry, chain_step};
use tower::{Service, ServiceExt};

use model::{Answerer, Question, answerer};

/// The models that are asked after the first one.
const OTHERS: &[&str] = &["gpt-4o-mini"];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let telemetry = Telemetry::builder().service_name("tower-layer");
    let _telemetry = telemetry.exporter(Exporter::console()).install()?;
    let server = OpenAiServer::start().await?;
    let question: Vec<String> = env::args().skip(1).collect();
    let question = if question.is_empty() {
        "Where do I park?".to_owned()
    } else {
        question.join(" ")
    };
    let models = answerer(&server, OTHERS)?;
    println!("{}\n", answer(models, question).await?);
    Ok(())
}

#[chain_step(kind = workflow)]
async fn answer(mut models: Answerer, question: String) -> Result<String, OpenAIError> {
    let question = Question {
        text: question,
        model: "gpt-from-the-future",
        attempt: 1,
    };
    let reply = models.ready().await?.call(question).await?;
    let choice = reply.choices.into_iter().next();
    Ok(choice
        .and_then(|choice| choice.message.content)
        .unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt, poll};
    use genai_runtime::testing::{Capture, assert_conformant, capture};
    use genai_runtime::{Conventions, Operation};
    use tower::{ServiceBuilder, service_fn};

    use super::layer::OperationLayer;
    use super::*;

    #[tokio::test]
    async fn later_attempts_are_linked_to_the_first() {
        let server = OpenAiServer::start().await.unwrap();
        for conventions in [Conventions::V1_41, Conventions::LATEST] {
            let capture = Capture::with_conventions(conventions);
            let done = answer(
                answerer(&server, OTHERS).unwrap(),
                "Where do I park?".to_owned(),
            );
            assert!(!capture.run_async(done).await.unwrap().is_empty());
            let workflow = capture.span("invoke_workflow answer");
            let first = capture.span("chat gpt-from-the-future");
            let second = capture.span("chat gpt-4o-mini");
            assert!(first.is_child_of(&workflow) && second.is_child_of(&workflow));
            assert!(first.text("error.type").is_some());
            assert_eq!(second.text("error.type"), None);
            assert_eq!(second.integer("chain.attempt"), Some(2));
            assert!(second.is_linked_to(&first));
            assert!(second.integer("gen_ai.usage.input_tokens").is_some());
            assert!(second.integer("server.port").is_some());
            assert_conformant(&capture);
        }
    }

    #[tokio::test]
    async fn all_attempts_and_the_workflow_fail_if_no_model_answers() {
        let server = OpenAiServer::start().await.unwrap();
        let capture = capture();
        let done = answer(answerer(&server, &["no-model"]).unwrap(), "Why?".to_owned());
        assert!(capture.run_async(done).await.is_err());
        let spans = capture.spans();
        assert_eq!(spans.len(), 3);
        assert!(spans.iter().all(|span| span.text("error.type").is_some()));
        assert_conformant(&capture);
    }

    #[tokio::test]
    async fn a_call_whose_future_is_dropped_is_cancelled() {
        let layer = OperationLayer::new(|name: &&'static str| Operation::step(*name));
        let mut service = ServiceBuilder::new()
            .layer(layer)
            .service(service_fn(|_| std::future::pending::<Result<(), String>>()));
        let capture = capture();
        let mut call = Box::pin(capture.run_async(async {
            let ready = service.ready().now_or_never();
            ready.unwrap().unwrap().call("waits").await
        }));
        assert!(poll!(&mut call).is_pending());
        drop(call);
        let outcome = capture.only_span().text("genai_runtime.outcome");
        assert_eq!(outcome.as_deref(), Some("cancelled"));
    }
}
