//! A crate outside of this workspace, which is checked and built to measure the cost.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// A crate in its own directory, with its own target directory.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Writes a crate with these dependencies, as lines of its manifest, and these files, as names and contents.
    ///
    /// Its lock file is that of this workspace, so that nothing is resolved, and both sides of a comparison have the
    /// same versions.
    ///
    /// # Errors
    ///
    /// Fails if the files cannot be written.
    pub fn write(root: &Path, dependencies: &str, files: &[(&str, &str)]) -> io::Result<Self> {
        fs::create_dir_all(root.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"measured\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\n\n[workspace]\n\n[profile.release]\nstrip = true\n"
        );
        fs::write(root.join("Cargo.toml"), manifest)?;
        fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock"))?;
        let project = Self {
            root: root.to_owned(),
            target: root.join("target"),
        };
        for (file, source) in files {
            project.edit(file, source)?;
        }
        Ok(project)
    }

    /// The same crate with another target directory.
    #[must_use]
    pub fn with_target(&self, name: &str) -> Self {
        Self {
            root: self.root.clone(),
            target: self.root.join(name),
        }
    }

    /// Replaces a source file, or updates its modification time.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn edit(&self, file: &str, source: &str) -> io::Result<()> {
        fs::write(self.root.join("src").join(file), source)
    }

    /// Removes the target directory.
    ///
    /// # Errors
    ///
    /// Fails if the directory cannot be removed.
    pub fn clean(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// A cargo command for this crate, without the flags of the surrounding cargo.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .args(["--quiet", "--offline"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS");
        command
    }

    /// The path of the release build's program.
    pub fn program(&self) -> PathBuf {
        self.target.join("release").join("measured")
    }
}

/// The path of this workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The dependency on the runtime crate with features.
pub fn runtime(features: &str) -> String {
    dependency("genai-runtime", features)
}

/// The dependency on a crate of this workspace with features.
pub fn dependency(name: &str, features: &str) -> String {
    let path = workspace().join(name).display().to_string();
    format!("{name} = {{ path = {path:?}, features = [{features}] }}\n")
}
