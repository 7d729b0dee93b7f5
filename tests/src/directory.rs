//! Directories for the files of tests.

#![allow(
    clippy::unwrap_used,
    reason = "a test whose files cannot be read or written has failed"
)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, process};

/// A directory of its own for each value, removed on drop.
#[derive(Debug)]
pub struct TemporaryDirectory(PathBuf);

impl TemporaryDirectory {
    /// Creates an empty directory.
    ///
    /// # Panics
    ///
    /// Panics if it cannot be created.
    pub fn create() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("genai-tests-{}-{number}", process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    /// The path of the directory.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The contents of all files in the directory and in those beneath it, one after the other.
    ///
    /// # Panics
    ///
    /// Panics if a file cannot be read.
    pub fn contents(&self) -> Vec<u8> {
        let (mut contents, mut directories) = (Vec::new(), vec![self.0.clone()]);
        while let Some(directory) = directories.pop() {
            for entry in fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    directories.push(path);
                } else {
                    contents.extend(fs::read(path).unwrap());
                }
            }
        }
        contents
    }
}

impl Drop for TemporaryDirectory {
    fn drop(&mut self) {
        // Files that remain are in the system's directory for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}
