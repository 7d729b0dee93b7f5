//! `cargo xtask ci` runs what CI runs; `cargo xtask bless` renews every generated file.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program"
)]

mod guard;
mod semconv;
mod steps;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask ci | bless [guard] | guard | semconv

  ci        generated tables against their pin, formatting, clippy and docs with warnings denied, the minimum Rust
            version, all tests, benchmarks once each, the guard, and clippy for the fuzz targets
  bless     renews the expansions of genai-macros, the expected compiler messages of the UI tests, the baseline
            of the guard, and the tables of genai-semconv if GENAI_SEMCONV names a directory with latest, v1.41
            and core in it; `bless guard` renews the baseline alone
  guard     counts instructions and allocations of hot paths, and fails if a count has grown by more than 5 %
            over benches/baseline.json; without valgrind and gungraun-runner allocations alone
  semconv [PATH | LATEST V1.41 CORE] [--pin NAME=COMMIT]…
            renews the tables from the YAML of the conventions, prints what changed and records the commits:
            PATH holds latest, v1.41 and core; without paths GENAI_SEMCONV names it;
            NAME is one of the three, and its COMMIT is needed if the files changed and are not a checkout";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let Some((task, rest)) = arguments.split_first() else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let steps = match (task.as_str(), rest) {
        ("ci", []) => steps::ci(),
        ("bless", []) => steps::bless(),
        ("bless", [only]) if only == "guard" => vec![steps::Step::RenewCounts],
        ("guard", []) => vec![steps::Step::CheckCounts],
        ("semconv", rest) => vec![steps::Step::RenewTables(rest.to_vec())],
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
