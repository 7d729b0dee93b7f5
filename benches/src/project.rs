//! A crate beside this workspace, as a user of it has one, that is checked and built to see what that costs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// A crate in a directory of its own, with a target directory of its own.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Writes a crate with these dependencies, the lines of its manifest, and these files: their names and their
    /// source.
    ///
    /// Its lock file is that of this workspace: nothing is looked up, and both sides of a comparison have the same
    /// versions.
    ///
    /// # Errors
    ///
    /// What the file system says.
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

    /// Another target directory for the same crate.
    #[must_use]
    pub fn with_target(&self, name: &str) -> Self {
        Self {
            root: self.root.clone(),
            target: self.root.join(name),
        }
    }

    /// Replaces a file of source, or makes it newer than what was built of it.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn edit(&self, file: &str, source: &str) -> io::Result<()> {
        fs::write(self.root.join("src").join(file), source)
    }

    /// Forgets all that was built.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn clean(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// A call of cargo for this crate, which knows nothing of the flags of whoever calls this.
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

    /// The program that a build with the profile `release` makes.
    pub fn program(&self) -> PathBuf {
        self.target.join("release").join("measured")
    }
}

/// Where this workspace is.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The dependency on this workspace's crate, with features.
pub fn runtime(features: &str) -> String {
    dependency("genai-runtime", features)
}

/// The dependency on a crate of this workspace, with features.
pub fn dependency(name: &str, features: &str) -> String {
    let path = workspace().join(name).display().to_string();
    format!("{name} = {{ path = {path:?}, features = [{features}] }}\n")
}
