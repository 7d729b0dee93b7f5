//! The commands of each task.

use std::fmt;
use std::process::Command;

/// One call of cargo.
#[derive(Debug, Clone)]
pub(crate) struct Step {
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
        Step::new(&arguments)
    };
    vec![
        Step::new(&["fmt", "--all", "--check"]),
        Step::new(&[
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
        lint("genai-runtime", "testing"),
        lint("genai-runtime", "tokio,serde_json"),
        Step::new(&["doc", "--workspace", "--no-deps", "--all-features"])
            .with("RUSTDOCFLAGS", "-D warnings"),
        Step::new(&["test", "--workspace"]),
    ]
}

/// What renews generated files.
pub(crate) fn bless() -> Vec<Step> {
    vec![Step::new(&["test", "--package", "genai-ui-tests"]).with("TRYBUILD", "overwrite")]
}

impl Step {
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
    pub(crate) fn run(&self) -> Result<(), String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
        let status = Command::new(cargo)
            .args(&self.arguments)
            .envs(self.variables.iter().copied())
            .current_dir(workspace)
            .status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(status.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.variables {
            write!(f, "{name}='{value}' ")?;
        }
        write!(f, "cargo {}", self.arguments.join(" "))
    }
}
