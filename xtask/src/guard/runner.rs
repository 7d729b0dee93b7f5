//! The tools that count instructions, if they are installed.

use std::process::Command;

/// Whether instructions can be counted.
#[derive(Debug, PartialEq)]
pub(super) enum Runner {
    /// Valgrind and gungraun's runner are installed.
    Ready,
    /// The reason why they cannot be counted.
    Missing(String),
}

impl Runner {
    /// Looks for valgrind, and for the runner that belongs to the locked version of gungraun.
    pub(super) fn find() -> Result<Self, String> {
        if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            let why = "the baseline holds instructions of Linux on x86-64";
            return Ok(Self::Missing(why.to_owned()));
        }
        if answer(&mut Command::new("valgrind")).is_none() {
            return Ok(Self::Missing("valgrind is not installed".to_owned()));
        }
        let locked = locked_version()?;
        let found = answer(&mut Command::new("gungraun-runner"));
        if found.is_some_and(|found| found.split_whitespace().any(|word| word == locked)) {
            return Ok(Self::Ready);
        }
        Ok(Self::Missing(format!(
            "the runner is not installed: `cargo install --locked gungraun-runner --version {locked}`"
        )))
    }
}

/// The output of `--version`; `None` if there is no such program.
fn answer(program: &mut Command) -> Option<String> {
    let answer = program.arg("--version").output().ok()?;
    String::from_utf8(answer.stdout).ok()
}

/// The version of gungraun in the lock file.
fn locked_version() -> Result<String, String> {
    let mut cargo = crate::workspace::cargo();
    let id = cargo.args(["pkgid", "--offline", "gungraun"]).output();
    let id = id.map_err(|error| error.to_string())?;
    let id = String::from_utf8_lossy(&id.stdout);
    let version = id.trim().rsplit_once('@').map(|(_, version)| version);
    version
        .map(str::to_owned)
        .ok_or_else(|| format!("`cargo pkgid gungraun` says `{id}`: expected a version"))
}
