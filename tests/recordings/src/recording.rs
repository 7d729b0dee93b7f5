//! The file format of recordings.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

use serde::Deserialize;

use crate::Interaction;

/// One recorded case: the exchanges between a client library and a provider, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Its file, relative to the directory of recordings. The folder names the client library or framework.
    pub file: String,
    /// Name of the case.
    pub case: String,
    /// The interactions, in order.
    pub interactions: Vec<Interaction>,
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
    #[serde(default)]
    case: String,
    interactions: Vec<Interaction>,
}

impl Recording {
    /// Reads the text of a file.
    pub(crate) fn read(file: &str, text: &[u8]) -> Result<Self, RecordingError> {
        let read: File = serde_json::from_slice(text).map_err(|error| RecordingError {
            path: file.into(),
            cause: Cause::Json(error),
        })?;
        Ok(Self {
            file: file.to_owned(),
            case: read.case,
            interactions: read.interactions,
        })
    }

    /// The interactions, each with a name that locates it.
    pub fn named(&self) -> impl Iterator<Item = (String, &Interaction)> {
        let interactions = self.interactions.iter().enumerate();
        interactions.map(move |(position, interaction)| (format!("{self}#{position}"), interaction))
    }
}

impl fmt::Display for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)
    }
}

impl RecordingError {
    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
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
