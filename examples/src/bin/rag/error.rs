//! The errors of the pipeline.

use std::error::Error;
use std::fmt;
use std::io;

use async_openai::error::OpenAIError;

#[derive(Debug)]
pub(crate) enum RagError {
    /// The bundled server did not start.
    Server(io::Error),
    /// The HTTP client could not be built.
    HttpClient(reqwest::Error),
    /// A call to the provider failed.
    Provider(OpenAIError),
    /// The provider's answer lacks what was asked for.
    Unexpected(String),
}

impl fmt::Display for RagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(error) => write!(f, "the bundled server did not start: {error}"),
            Self::HttpClient(error) => write!(f, "the HTTP client could not be built: {error}"),
            Self::Provider(error) => write!(f, "the provider did not answer: {error}"),
            Self::Unexpected(what) => write!(f, "the provider's answer cannot be used: {what}"),
        }
    }
}

impl Error for RagError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // `Display` contains the immediate cause already.
        match self {
            Self::Server(error) => error.source(),
            Self::HttpClient(error) => error.source(),
            Self::Provider(error) => error.source(),
            Self::Unexpected(_) => None,
        }
    }
}

impl From<OpenAIError> for RagError {
    fn from(error: OpenAIError) -> Self {
        Self::Provider(error)
    }
}

/// The error's message, followed by those of its causes that add something.
pub(crate) fn with_causes(error: &RagError) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !message.contains(&text) {
            message.push_str(": ");
            message.push_str(&text);
        }
        cause = error.source();
    }
    message
}
