//! `cargo xtask ci` runs what CI runs; `cargo xtask bless` renews every generated file.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program"
)]

mod steps;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask ci | bless

  ci      formatting, clippy and docs with warnings denied, all tests
  bless   renews the expected compiler messages of the UI tests";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next();
    let steps = match (task.as_deref(), arguments.next()) {
        (Some("ci"), None) => steps::ci(),
        (Some("bless"), None) => steps::bless(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    for step in &steps {
        println!("\n== {step}");
        if let Err(error) = step.run() {
            eprintln!("\nfailed: {step}: {error}");
            return ExitCode::FAILURE;
        }
    }
    println!("\nall {} steps passed", steps.len());
    ExitCode::SUCCESS
}
