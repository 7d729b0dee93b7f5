//! The commands of each task.

use std::fmt;
use std::process::Command;

use crate::{guard, semconv};

/// One step of a task.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// One call of cargo.
    Cargo(Call),
    /// The generated tables are what their pin and, where they are at hand, their sources say.
    Check,
    /// The tables are generated again; the arguments name the sources.
    Regenerate(Vec<String>),
    /// What runs most often costs what the baseline says.
    Guard,
    /// The baseline is counted again.
    Count,
}

/// One call of cargo.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    arguments: Vec<&'static str>,
    variables: Vec<(&'static str, &'static str)>,
}

/// What CI runs. Libraries are checked with few features too: what an application leaves out must not
/// be missed.
pub(crate) fn ci() -> Vec<Step> {
    let lint = |package: &'static str, features: &'static str| {
        let arguments = [
            "clippy",
            "--package",
            package,
            "--features",
            features,
            "--",
            "-D",
            "warnings",
        ];
        Step::Cargo(Call::new(&arguments))
    };
    let cargo = |arguments: &[&'static str]| Step::Cargo(Call::new(arguments));
    vec![
        Step::Check,
        cargo(&["fmt", "--all", "--check"]),
        cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ]),
        lint("genai-runtime", ""),
        lint("genai-runtime", "sdk"),
        lint("genai-runtime", "console"),
        lint("genai-runtime", "otlp"),
        lint("genai-runtime", "testing"),
        lint("genai-runtime", "tokio,serde_json"),
        lint("genai-runtime", "wire"),
        lint("genai-runtime", "content"),
        lint("genai-runtime", "object-store"),
        Step::Cargo(
            Call::new(&["doc", "--workspace", "--no-deps", "--all-features"])
                .with("RUSTDOCFLAGS", "-D warnings"),
        ),
        cargo(&["test", "--workspace"]),
        // Each benchmark runs once, to see that it does.
        cargo(&["test", "--package", "genai-benches", "--benches"]),
        Step::Guard,
        // Fuzz targets have a workspace of their own: it must not fall behind.
        Step::Cargo(
            Call::new(&["check", "--locked", "--manifest-path", "fuzz/Cargo.toml"])
                .with("RUSTFLAGS", "--cfg fuzzing"),
        ),
    ]
}

/// What renews generated files.
pub(crate) fn bless() -> Vec<Step> {
    let messages =
        Call::new(&["test", "--package", "genai-ui-tests"]).with("TRYBUILD", "overwrite");
    let expansions = Call::new(&["test", "--package", "genai-macros"]).with("UPDATE_EXPECT", "1");
    let tables = std::env::var_os(semconv::VARIABLE).map(|_| Step::Regenerate(Vec::new()));
    let counted = [Step::Cargo(expansions), Step::Cargo(messages), Step::Count];
    tables.into_iter().chain(counted).collect()
}

impl Step {
    /// Runs the step.
    pub(crate) fn run(&self) -> Result<(), String> {
        match self {
            Self::Cargo(call) => call.run(),
            Self::Check => semconv::check(),
            Self::Regenerate(arguments) => semconv::regenerate(arguments),
            Self::Guard => guard::check(),
            Self::Count => guard::bless(),
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

    /// Runs the command in the workspace.
    fn run(&self) -> Result<(), String> {
        let status = cargo()
            .args(&self.arguments)
            .envs(self.variables.iter().copied())
            .status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(status.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// A call of cargo in the workspace.
pub(crate) fn cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(crate::workspace());
    command
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cargo(call) => call.fmt(f),
            Self::Check => f.write_str("tables of genai-semconv"),
            Self::Regenerate(_) => f.write_str("generate the tables of genai-semconv"),
            Self::Guard => f.write_str("instructions and allocations of what runs most often"),
            Self::Count => {
                f.write_str("count instructions and allocations of what runs most often")
            }
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
