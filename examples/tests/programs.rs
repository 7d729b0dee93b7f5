//! The programs, run as a user runs them: without keys and without servers.

#![allow(
    clippy::unwrap_used,
    reason = "the functions that tests share fail the test, too"
)]

use std::process::{Command, Output};

/// The program with the environment of a clean checkout, behind a proxy that does not answer.
fn program(path: &str) -> Command {
    let mut command = Command::new(path);
    for name in [
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "RAG_CHAT_MODEL",
        "RAG_EMBEDDING_MODEL",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
    ] {
        command.env_remove(name);
    }
    command.env("HTTP_PROXY", "http://127.0.0.1:1");
    command
}

fn rag() -> Command {
    program(env!("CARGO_BIN_EXE_rag"))
}

fn stdout(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn rag_answers_its_default_question_from_the_handbook() {
    let stdout = stdout(&rag().output().unwrap());
    assert!(stdout.contains("vacation days carry over"), "{stdout}");
    assert!(stdout.contains("[1] Vacation"), "{stdout}");
}

#[test]
fn rag_hands_on_what_the_handbook_does_not_answer() {
    let question = ["Who", "pays", "my", "pension?"];
    let stdout = stdout(&rag().args(question).output().unwrap());
    assert!(stdout.contains("Finance"), "{stdout}");
    assert!(stdout.contains("“Who pays my pension?”"), "{stdout}");
}

#[test]
fn rag_fails_readably_when_the_provider_refuses() {
    let output = rag().env("RAG_CHAT_MODEL", "no-model").output().unwrap();
    assert!(!output.status.success());
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: "), "{stderr}");
    assert!(stderr.contains("404 Not Found"), "{stderr}");
    assert!(stderr.contains("`no-model`"), "{stderr}");
}

#[test]
fn sync_minimal_prints_its_reply_and_its_tokens() {
    let minimal = program(env!("CARGO_BIN_EXE_sync_minimal"))
        .output()
        .unwrap();
    assert!(stdout(&minimal).contains("billing (6 tokens)"));
}
