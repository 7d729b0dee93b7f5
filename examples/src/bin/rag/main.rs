//! Answers a question from the employee handbook: embed, retrieve, route, generate.
//!
//! `cargo run -p genai-examples --bin rag -- "May I bring my dog to the office?"`
//!
//! With `OPENAI_API_KEY` or `OPENAI_BASE_URL` set it talks to that provider (`RAG_CHAT_MODEL` and `RAG_EMBEDDING_MODEL`
//! name other models); without, to a bundled server on 127.0.0.1.

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

use std::process::ExitCode;

use answer::Answer;
use error::RagError;
use genai_examples::corpus::HANDBOOK;
use index::Index;
use provider::Provider;

const DEFAULT_QUESTION: &str = "How many vacation days can I carry over into the next year?";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(answer) => {
            println!("{answer}");
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
    let words: Vec<String> = std::env::args().skip(1).collect();
    let question = words.join(" ");
    if question.trim().is_empty() {
        DEFAULT_QUESTION.to_owned()
    } else {
        question
    }
}
