//! What only a process of its own can show: the real environment, and standard error.
//!
//! Tests must not change their environment, so each starts this binary again to run one ignored test.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]
#![allow(clippy::indexing_slicing, reason = "a test may panic")]

mod console;
mod content;
mod environment;

use std::process::{Command, Output};

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
    for (name, _) in std::env::vars_os() {
        let upper = name.to_string_lossy().to_ascii_uppercase();
        if upper.starts_with("OTEL_") || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command
}
