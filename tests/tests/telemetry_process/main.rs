//! Behaviour that needs a process of its own: the real environment, and standard error.
//!
//! Tests must not change their environment, so each runs this binary again with one ignored test.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
)]

mod console;
mod content;
mod environment;

use std::process::{Command, Output};

use genai_tests::environment::remove_configuration;

fn child(test: &str, variables: &[(&str, &str)]) -> Output {
    let output = command(test)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("running 1 test"), "{printed}");
    output
}

fn command(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--ignored", "--nocapture"]);
    remove_configuration(&mut command);
    command
}
