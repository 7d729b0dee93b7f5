//! A package outside the workspace whose examples are the cases of one directory.

use std::error::Error;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::messages::Message;

/// The tool that checks the cases.
#[derive(Clone, Copy)]
pub(crate) enum Tool {
    Compiler,
    Clippy,
}

pub(crate) struct Project {
    directory: PathBuf,
    /// The directory of the cases.
    sources: PathBuf,
    /// Shared by all projects, so that dependencies are built once.
    target: PathBuf,
    /// Names of the cases, sorted.
    pub(crate) cases: Vec<String>,
}

/// The `cargo` that runs the tests.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

impl Project {
    pub(crate) fn generate(name: &str) -> Result<Self, Box<dyn Error>> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = package.parent().ok_or("the package is in a workspace")?;
        let generated = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unchanged");
        let directory = generated.join(name);
        let sources = package.join("cases").join(name);

        let mut cases = Vec::new();
        for entry in fs::read_dir(&sources)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let stem = path.file_stem().and_then(|stem| stem.to_str());
                cases.push(stem.ok_or("a case has a name")?.to_owned());
            }
        }
        cases.sort();
        if cases.is_empty() {
            return Err(format!("no cases in {}", sources.display()).into());
        }

        let mut manifest = manifest(&workspace.join("genai-runtime"));
        for case in &cases {
            let path = sources.join(format!("{case}.rs"));
            let is_program = fs::read_to_string(&path)?.contains("fn main()");
            let crate_type = if is_program { "bin" } else { "lib" };
            write!(
                manifest,
                "\n[[example]]\nname = '{case}'\npath = '{}'\ncrate-type = ['{crate_type}']\n",
                path.display()
            )?;
        }
        fs::create_dir_all(&directory)?;
        fs::write(directory.join("Cargo.toml"), manifest)?;
        fs::copy(workspace.join("Cargo.lock"), directory.join("Cargo.lock"))?;
        // Otherwise clippy would find a configuration in a parent of the target directory.
        fs::write(directory.join("clippy.toml"), "")?;
        Ok(Self {
            directory,
            sources,
            target: generated.join("target"),
            cases,
        })
    }

    /// The recorded difference of a case.
    pub(crate) fn difference_file(&self, case: &str) -> PathBuf {
        self.sources.join(format!("{case}.diff"))
    }

    /// The messages of all cases.
    pub(crate) fn run(&self, tool: Tool, annotated: bool) -> Result<Vec<Message>, Box<dyn Error>> {
        let mut command = Command::new(cargo());
        command
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", &self.target)
            // The variable would override the manifest, and incremental builds report in another order.
            .env_remove("CARGO_INCREMENTAL")
            // Long types are not shortened, because the length depends on the path of the workspace.
            .env("RUSTFLAGS", "--diagnostic-width=100000")
            .arg(match tool {
                Tool::Compiler => "check",
                Tool::Clippy => "clippy",
            })
            .args(["--offline", "--keep-going", "--examples"])
            .arg("--message-format=json");
        if annotated {
            command.args(["--features", "annotated"]);
        }
        if matches!(tool, Tool::Clippy) {
            command.arg("--");
            for group in ["all", "pedantic", "nursery"] {
                command.arg(format!("-Wclippy::{group}"));
            }
        }
        let output = command.output()?;
        let messages = Message::read_all(&without_places(&String::from_utf8(output.stdout)?)?)?;
        if messages.is_empty() && !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(messages)
    }
}

/// The output without parts that depend on the machine or the build: the path of the workspace, and of files with long
/// types.
fn without_places(output: &str) -> Result<String, Box<dyn Error>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let workspace = workspace.and_then(Path::to_str);
    let workspace = workspace.ok_or("the package is in a workspace")?;
    let relative = output.replace(&format!("{workspace}/"), "");
    let mut rest = relative.as_str();
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once(" written to '") {
        kept.extend([before, " written to a file"]);
        rest = after.split_once('\'').map_or(after, |(_, after)| after);
    }
    kept.push_str(rest);
    Ok(kept)
}

fn manifest(runtime: &Path) -> String {
    format!(
        r#"[package]
name = "unchanged"
version = "0.0.0"
edition = "2024"

[workspace]

[features]
annotated = []

[dependencies]
genai-runtime = {{ path = '{}' }}
futures = "0.3"

[profile.dev]
debug = false
incremental = false
"#,
        runtime.display()
    )
}
