//! The recordings' file format.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fmt, fs, io};

use serde::Deserialize;

/// The environment variable that names the directory of the recordings.
pub const RECORDINGS_VARIABLE: &str = "GENAI_RECORDINGS";

/// One recorded case: the exchanges between a client library and a provider, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Folder of the file below the recordings' directory: the client library or framework.
    pub folder: String,
    /// Name of the case.
    pub case: String,
    /// What was sent and what came back.
    pub interactions: Vec<Interaction>,
}

/// One HTTP request and its response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Interaction {
    /// Host that was called.
    pub host: String,
    /// HTTP method, as recorded.
    pub method: String,
    /// Path with its query.
    pub path: String,
    /// Body of the request, if it had one.
    pub request_body: Option<String>,
    /// HTTP status of the response.
    pub status: u16,
    /// Content type of the response.
    pub content_type: String,
    /// Body of the response.
    pub response_body: String,
}

/// A recording that cannot be read.
#[derive(Debug)]
pub struct RecordingError {
    path: PathBuf,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Io(io::Error),
    Json(serde_json::Error),
}

#[derive(Deserialize)]
struct File {
    case: String,
    interactions: Vec<Interaction>,
}

/// Reads all recordings below the directory that `GENAI_RECORDINGS` names, sorted by folder and file name; `None` if the variable is not set.
///
/// # Errors
///
/// Fails when the directory or one of its `.json` files cannot be read.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), genai_tests::replay::RecordingError> {
/// for recording in genai_tests::replay::recordings()?.unwrap_or_default() {
///     println!("{recording}: {} exchanges", recording.interactions.len());
/// }
/// # Ok(())
/// # }
/// ```
pub fn recordings() -> Result<Option<Vec<Recording>>, RecordingError> {
    match env::var_os(RECORDINGS_VARIABLE) {
        Some(root) if !root.is_empty() => Recording::read_all(Path::new(&root)).map(Some),
        _ => Ok(None),
    }
}

impl Recording {
    /// Reads all `.json` files below a directory, at any depth, sorted by path.
    ///
    /// # Errors
    ///
    /// Fails when the directory or one of the files cannot be read.
    pub fn read_all(root: &Path) -> Result<Vec<Self>, RecordingError> {
        let mut files = Vec::new();
        collect_files(root, &mut files)?;
        files.sort();
        files.iter().map(|file| Self::read(root, file)).collect()
    }

    fn read(root: &Path, path: &Path) -> Result<Self, RecordingError> {
        let text = fs::read_to_string(path).map_err(|error| RecordingError::io(path, error))?;
        let file: File = serde_json::from_str(&text).map_err(|error| RecordingError {
            path: path.to_owned(),
            cause: Cause::Json(error),
        })?;
        let folder = path
            .parent()
            .and_then(|parent| parent.strip_prefix(root).ok());
        Ok(Self {
            folder: folder.unwrap_or(root).display().to_string(),
            case: file.case,
            interactions: file.interactions,
        })
    }
}

fn collect_files(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), RecordingError> {
    let entries = fs::read_dir(directory).map_err(|error| RecordingError::io(directory, error))?;
    for entry in entries {
        let path = entry
            .map_err(|error| RecordingError::io(directory, error))?
            .path();
        if path.is_dir() {
            collect_files(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
    Ok(())
}

impl fmt::Display for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.folder, self.case)
    }
}

impl RecordingError {
    fn io(path: &Path, error: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            cause: Cause::Io(error),
        }
    }
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read the recording `{}`", self.path.display())?;
        match &self.cause {
            Cause::Io(error) => write!(f, ": {error}"),
            Cause::Json(error) => write!(f, ": {error}"),
        }
    }
}

impl Error for RecordingError {}
