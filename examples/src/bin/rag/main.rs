//! Answers a question from the employee handbook: embed, retrieve, route, generate.
//!
//! `cargo run -p genai-examples --bin rag -- "May I bring my dog to the office?"`
//!
//! It prints the answer and the trace; with `OTEL_EXPORTER_OTLP_ENDPOINT`, or that of one signal, it also exports. With
//! `OPENAI_API_KEY` or `OPENAI_BASE_URL` it calls that provider (`RAG_CHAT_MODEL` and `RAG_EMBEDDING_MODEL` name other
//! models), else a bundled server on 127.0.0.1.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program prints its answer and its errors"
)]

mod answer;
mod error;
mod index;
mod model;
mod pipeline;
mod provider;
mod route;

use std::env;
use std::process::ExitCode;

use answer::Answer;
use error::RagError;
use genai_examples::corpus::HANDBOOK;
use genai_examples::telemetry;
use index::Index;
use provider::Provider;

const DEFAULT_QUESTION: &str = "How many vacation days can I carry over into the next year?";

#[tokio::main]
async fn main() -> ExitCode {
    let _telemetry = match telemetry::in_terminal("handbook-bot") {
        Ok(telemetry) => telemetry,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    match run().await {
        Ok(answer) => {
            println!("{answer}\n");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}", error::with_causes(&error));
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<Answer, RagError> {
    let question = question();
    let provider = Provider::from_env().await?;
    let index = Index::build(&provider, HANDBOOK).await?;
    println!("question: {question}");
    pipeline::rag_pipeline(&provider, &index, &question).await
}

fn question() -> String {
    let words: Vec<String> = env::args().skip(1).collect();
    let question = words.join(" ");
    if question.trim().is_empty() {
        DEFAULT_QUESTION.to_owned()
    } else {
        question
    }
}

#[cfg(test)]
mod tests {
    use genai_runtime::Conventions;
    use genai_runtime::testing::{Capture, assert_conformant};

    use super::{HANDBOOK, Index, Provider, pipeline};

    #[tokio::test]
    async fn both_routes_are_conformant_in_all_conventions() {
        let provider = Provider::new(None, None).await.unwrap();
        let index = Index::build(&provider, HANDBOOK).await.unwrap();
        for conventions in [
            Conventions::V1_41,
            Conventions::LATEST,
            Conventions::LATEST_AND_V1_41,
            Conventions::V1_41.with_legacy(),
        ] {
            for question in ["How many vacation days carry over?", "Who pays my pension?"] {
                let capture = Capture::with_conventions(conventions);
                let answer = pipeline::rag_pipeline(&provider, &index, question);
                assert!(capture.run_async(answer).await.is_ok());
                assert!(capture.spans().len() >= 6);
                assert_conformant(&capture);
            }
        }
    }
}
