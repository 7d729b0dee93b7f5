//! The error of a store.

use std::error::Error;
use std::fmt;
use std::io;

/// Why a store failed.
///
/// # Examples
///
/// ```
/// use std::io;
/// use genai_runtime::content::StoreError;
///
/// let full = io::Error::other("the disk is full");
/// let error = StoreError::new("cannot write `part.json`").because(full);
/// assert_eq!(error.to_string(), "cannot write `part.json`: the disk is full");
/// ```
#[derive(Debug)]
pub struct StoreError {
    message: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl StoreError {
    /// Creates an error with a message that names the failed action.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            cause: None,
        }
    }

    /// Adds the cause.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        match &self.cause {
            Some(cause) => write!(formatter, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let cause = self.cause.as_deref()?;
        // The cause itself is part of the message, so its own source comes next.
        cause.source()
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::new("input or output failed").because(error)
    }
}
