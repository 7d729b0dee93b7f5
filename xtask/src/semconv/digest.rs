//! Digests of files, which tell whether they changed.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// A digest of files and their paths.
pub(crate) fn digest(files: &[(String, String)]) -> String {
    let mut hash = Sha256::new();
    for (path, text) in files {
        for part in [path, text] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    let mut digest = "sha256:".to_owned();
    for byte in hash.finalize() {
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn tells_files_apart() {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        assert_ne!(digest(&[file("a", "bc")]), digest(&[file("ab", "c")]));
        assert_ne!(digest(&[file("a", "b")]), digest(&[]));
    }
}
