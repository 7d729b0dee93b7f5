//! The files in the directory of a store.

use std::fs;
use std::path::{Path, PathBuf};

use genai_runtime::content::ContentDigest;

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
