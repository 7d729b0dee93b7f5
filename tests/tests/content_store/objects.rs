//! Directories for tests, and the files in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use genai_runtime::content::ContentDigest;

/// A temporary directory that is removed on drop.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("genai-content-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Files that remain are harmless.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The visible objects in a store's directory; asserts that each is complete and unique.
pub(crate) fn objects(directory: &Path) -> Vec<ContentDigest> {
    let mut found = Vec::new();
    for folder in entries(directory) {
        if folder.file_name().unwrap() == "unfinished" {
            continue;
        }
        for file in entries(&folder) {
            let bytes = fs::read(&file).unwrap();
            let digest = ContentDigest::of(&bytes);
            let name = file.file_stem().unwrap().to_str().unwrap();
            assert_eq!(digest.hex(), name, "an incomplete object is visible");
            assert!(name.starts_with(folder.file_name().unwrap().to_str().unwrap()));
            assert!(!found.contains(&digest), "{digest} is visible twice");
            found.push(digest);
        }
    }
    found
}

/// The temporary files of unfinished writes.
pub(crate) fn unfinished(directory: &Path) -> Vec<PathBuf> {
    entries(&directory.join("unfinished"))
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}
