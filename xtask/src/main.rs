//! `cargo xtask ci` runs what CI runs; `cargo xtask bless` renews every generated file.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program"
)]

mod semconv;
mod steps;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask ci | bless | semconv

  ci        generated tables against their pin, formatting, clippy and docs with warnings denied, all tests
  bless     renews the expansions of genai-macros and the expected compiler messages of the UI tests, and the
            tables of genai-semconv if GENAI_SEMCONV names a directory with latest, v1.41 and core in it
  semconv [PATH | LATEST V1.41 CORE] [--pin NAME=COMMIT]…
            renews the tables from the YAML of the conventions, says what changed and records the commits:
            PATH holds latest, v1.41 and core; without paths GENAI_SEMCONV names it;
            NAME is one of the three, and its COMMIT is needed where the files changed and are no checkout";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let Some((task, rest)) = arguments.split_first() else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let steps = match (task.as_str(), rest) {
        ("ci", []) => steps::ci(),
        ("bless", []) => steps::bless(),
        ("semconv", rest) => vec![steps::Step::Regenerate(rest.to_vec())],
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
