//! All recordings of a directory, and whether the project knows them.

use std::path::Path;
use std::{env, fs};

use crate::{Interaction, Recording, RecordingError};

/// The environment variable that names the directory of the recordings.
pub const RECORDINGS_VARIABLE: &str = "GENAI_RECORDINGS";

/// The fingerprint of the recordings that the project knows. After a change of the recordings, update it (tests print
/// the fingerprint of an unknown set) and the counts in the tests.
const KNOWN: u64 = 0xc220_5498_d0ce_d6bf;

/// The recordings of a directory.
#[derive(Debug)]
pub struct RecordingSet {
    recordings: Vec<Recording>,
    unreadable: Vec<RecordingError>,
    fingerprint: u64,
}

/// Reads all recordings below the directory in `GENAI_RECORDINGS`. Prints a notice and returns `None` if the variable
/// is not set.
///
/// # Errors
///
/// Fails if the directory cannot be read or has no recordings.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), genai_recordings::RecordingError> {
/// if let Some(set) = genai_recordings::recordings()? {
///     for (name, interaction) in set.interactions() {
///         println!("{name}: {interaction}");
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[allow(clippy::print_stderr, reason = "a skipped test prints a notice")]
pub fn recordings() -> Result<Option<RecordingSet>, RecordingError> {
    match env::var_os(RECORDINGS_VARIABLE) {
        Some(root) if !root.is_empty() => RecordingSet::read(Path::new(&root)).map(Some),
        _ => {
            eprintln!("skipped: {RECORDINGS_VARIABLE} does not name a directory of recordings");
            Ok(None)
        }
    }
}

impl RecordingSet {
    /// Reads all `.json` files below a directory, at any depth, sorted by path. Files that are not recordings are kept
    /// apart.
    ///
    /// # Errors
    ///
    /// Fails if the directory or one of the files cannot be read, or if there are no such files.
    pub fn read(root: &Path) -> Result<Self, RecordingError> {
        let mut files = Vec::new();
        collect(root, "", &mut files)?;
        files.sort();
        if files.is_empty() {
            let nothing = std::io::Error::other("there are no `.json` files in this directory");
            return Err(RecordingError::io(root, nothing));
        }
        let (mut recordings, mut unreadable) = (Vec::new(), Vec::new());
        for (file, text) in &files {
            match Recording::read(file, text) {
                Ok(recording) => recordings.push(recording),
                Err(error) => unreadable.push(error),
            }
        }
        Ok(Self {
            recordings,
            unreadable,
            fingerprint: fingerprint(&files),
        })
    }

    /// The recordings, sorted by their files.
    pub fn recordings(&self) -> &[Recording] {
        &self.recordings
    }

    /// The errors of files that are not recordings.
    pub fn unreadable(&self) -> &[RecordingError] {
        &self.unreadable
    }

    /// All interactions, each with a name that locates it.
    pub fn interactions(&self) -> impl Iterator<Item = (String, &Interaction)> {
        self.recordings.iter().flat_map(Recording::named)
    }

    /// Whether these are, byte for byte, the recordings that the project knows, so that tests can assert counts.
    pub fn is_known(&self) -> bool {
        self.fingerprint == KNOWN
    }

    /// The fingerprint of the set.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

type File = (String, Vec<u8>);

fn collect(directory: &Path, below: &str, files: &mut Vec<File>) -> Result<(), RecordingError> {
    let failed = |error| RecordingError::io(directory, error);
    for entry in fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let text = fs::read(&path).map_err(|error| RecordingError::io(&path, error))?;
            files.push((name, text));
        }
    }
    Ok(())
}

/// FNV-1a over names and texts, each preceded by its length.
fn fingerprint(files: &[File]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (name, text) in files {
        for bytes in [name.as_bytes(), text] {
            add(bytes.len().to_string().as_bytes());
            add(b":");
            add(bytes);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Vec<File> {
        let files = files.iter();
        files
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    /// A changed algorithm would turn every set into an unknown one.
    #[test]
    fn the_fingerprint_of_a_set_is_stable() {
        let set = files(&[("openai/a.json", "{}"), ("openai/b.json", "[1]")]);
        assert_eq!(fingerprint(&set), 0xd80a_6454_a1fd_4522);
    }

    #[test]
    fn the_fingerprint_differs_between_sets() {
        let set = fingerprint(&files(&[("a.json", "{}"), ("b.json", "[]")]));
        for other in [
            files(&[("a.json", "{}")]),
            files(&[("a.json", "{}"), ("b.json", "[ ]")]),
            files(&[("a.json", "{}"), ("c.json", "[]")]),
            files(&[("a.json", "{"), ("}b.json", "[]")]),
        ] {
            assert_ne!(fingerprint(&other), set, "{other:?}");
        }
    }
}
