//! Directories of tests, and what is to be seen in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use genai_runtime::content::ContentDigest;

/// A directory that is gone with its owner.
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
        // What is left behind does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The objects that are to be seen in a store's directory, each of them whole; none twice.
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
            assert_eq!(digest.hex(), name, "a part of an object is to be seen");
            assert!(name.starts_with(folder.file_name().unwrap().to_str().unwrap()));
            assert!(!found.contains(&digest), "{digest} is to be seen twice");
            found.push(digest);
        }
    }
    found
}

/// What is being written, or was not written to its end.
pub(crate) fn unfinished(directory: &Path) -> Vec<PathBuf> {
    entries(&directory.join("unfinished"))
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}
