//! The commands of each task.

use std::fmt;
use std::process::Command;

use crate::{guard, semconv, workspace};

/// The minimum Rust version of the workspace.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// One step of a task.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// One call of cargo.
    Cargo(Call),
    /// One call of cargo with the minimum Rust version, if that toolchain is installed.
    Oldest(Call),
    /// Compares the generated tables with their pin and, if they are available, their sources.
    CheckTables,
    /// Regenerates the tables; the arguments name the sources.
    RenewTables(Vec<String>),
    /// Compares counts of instructions and allocations with the baseline.
    CheckCounts,
    /// Renews the baseline.
    RenewCounts,
}

/// One call of cargo.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    arguments: Vec<&'static str>,
    variables: Vec<(&'static str, &'static str)>,
}

/// The steps of CI. The runtime is also linted with few features, to find code that lacks a `cfg`.
pub(crate) fn ci() -> Vec<Step> {
    let lint = |features: &'static str| {
        let arguments = ["clippy", "--locked", "--package", "genai-runtime"];
        let features = ["--features", features, "--", "-D", "warnings"];
        Step::Cargo(Call::new(&[&arguments[..], &features].concat()))
    };
    let cargo = |arguments: &[&'static str]| Step::Cargo(Call::new(arguments));
    vec![
        Step::CheckTables,
        cargo(&["fmt", "--all", "--check"]),
        cargo(&[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ]),
        lint(""),
        lint("sdk"),
        lint("console"),
        lint("otlp"),
        lint("testing"),
        lint("serde_json"),
        lint("tokio,serde_json"),
        lint("async-openai"),
        lint("wire"),
        lint("content"),
        lint("object-store"),
        Step::Oldest(Call::new(&[
            "check",
            "--locked",
            "--package",
            "genai-semconv",
            "--package",
            "genai-macros",
            "--package",
            "genai-runtime",
            "--all-features",
            // With a directory of its own, the two toolchains do not invalidate each other's builds.
            "--target-dir",
            "target/oldest",
        ])),
        Step::Cargo(
            Call::new(&[
                "doc",
                "--locked",
                "--workspace",
                "--no-deps",
                "--all-features",
            ])
            .with("RUSTDOCFLAGS", "-D warnings"),
        ),
        // As a dependent with few features documents it.
        Step::Cargo(
            Call::new(&["doc", "--locked", "--package", "genai-runtime", "--no-deps"])
                .with("RUSTDOCFLAGS", "-D warnings"),
        ),
        cargo(&["test", "--locked", "--workspace"]),
        // Tests of builds without exporters: the workspace enables all of them.
        cargo(&[
            "test",
            "--locked",
            "--package",
            "genai-runtime",
            "--features",
            "sdk",
            "--lib",
            "telemetry::environment",
        ]),
        // Runs each benchmark once, as a test.
        cargo(&[
            "test",
            "--locked",
            "--package",
            "genai-benches",
            "--benches",
        ]),
        Step::CheckCounts,
        // The fuzz targets are a workspace of their own.
        fuzz(&["fmt", "--check"]),
        fuzz(&["clippy", "--locked", "--", "-D", "warnings"]),
    ]
}

/// A call of cargo in the workspace of the fuzz targets.
fn fuzz(arguments: &[&'static str]) -> Step {
    let (command, arguments) = arguments.split_at(1);
    let manifest = ["--manifest-path", "fuzz/Cargo.toml"];
    let call = Call::new(&[command, &manifest, arguments].concat());
    Step::Cargo(call.with("RUSTFLAGS", "--cfg fuzzing"))
}

/// The steps that renew generated files.
pub(crate) fn bless() -> Vec<Step> {
    let messages =
        Call::new(&["test", "--package", "genai-ui-tests"]).with("TRYBUILD", "overwrite");
    let expansions = Call::new(&["test", "--package", "genai-macros"]).with("UPDATE_EXPECT", "1");
    let tables = std::env::var_os(semconv::VARIABLE).map(|_| Step::RenewTables(Vec::new()));
    let counted = [
        Step::Cargo(expansions),
        Step::Cargo(messages),
        Step::RenewCounts,
    ];
    tables.into_iter().chain(counted).collect()
}

impl Step {
    /// Runs the step.
    pub(crate) fn run(&self) -> Result<(), String> {
        match self {
            Self::Cargo(call) => call.run(&mut workspace::cargo()),
            Self::Oldest(call) => call.run_with_oldest(),
            Self::CheckTables => semconv::check(),
            Self::RenewTables(arguments) => semconv::regenerate(arguments),
            Self::CheckCounts => guard::check(),
            Self::RenewCounts => guard::bless(),
        }
    }
}

impl Call {
    fn new(arguments: &[&'static str]) -> Self {
        Self {
            arguments: arguments.to_vec(),
            variables: Vec::new(),
        }
    }

    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    /// Runs the command with this cargo.
    fn run(&self, cargo: &mut Command) -> Result<(), String> {
        let status = cargo
            .args(&self.arguments)
            .envs(self.variables.iter().copied())
            .status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(status.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Runs the command with the minimum Rust version; prints a note if that toolchain is missing.
    fn run_with_oldest(&self) -> Result<(), String> {
        let found = oldest_cargo().arg("--version").output();
        if found.is_ok_and(|found| found.status.success()) {
            return self.run(&mut oldest_cargo());
        }
        println!(
            "skipped: no toolchain; `rustup toolchain install {OLDEST} --profile minimal` installs it"
        );
        Ok(())
    }
}

/// A call of cargo with the minimum Rust version in the workspace.
fn oldest_cargo() -> Command {
    let mut command = Command::new("rustup");
    command
        .args(["run", OLDEST, "cargo"])
        .current_dir(workspace::root());
    command
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cargo(call) => call.fmt(f),
            Self::Oldest(call) => write!(f, "Rust {OLDEST}: {call}"),
            Self::CheckTables => f.write_str("tables of genai-semconv"),
            Self::RenewTables(_) => f.write_str("generate the tables of genai-semconv"),
            Self::CheckCounts => f.write_str("instructions and allocations of hot paths"),
            Self::RenewCounts => f.write_str("count instructions and allocations of hot paths"),
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.variables {
            write!(f, "{name}='{value}' ")?;
        }
        write!(f, "cargo {}", self.arguments.join(" "))
    }
}
