//! The errors of the agent and of its tools.

use std::borrow::Cow;
use std::error::Error;
use std::{fmt, io};

use async_openai::error::OpenAIError;
use genai_runtime::ErrorReport;

#[derive(Debug)]
pub(crate) enum AgentError {
    /// The bundled server did not start.
    Server(io::Error),
    /// The HTTP client could not be built.
    HttpClient(reqwest::Error),
    /// A call to the model failed.
    Model(OpenAIError),
    /// The guardrail refused the question.
    Refused(&'static str),
    /// The model kept calling tools.
    TooManyTurns(usize),
}

impl fmt::Display for AgentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(error) => write!(f, "the bundled server did not start: {error}"),
            Self::HttpClient(error) => write!(f, "the HTTP client could not be built: {error}"),
            Self::Model(error) => write!(f, "the model did not answer: {error}"),
            Self::Refused(why) => write!(f, "the question was refused: {why}"),
            Self::TooManyTurns(turns) => write!(f, "no answer after {turns} turns"),
        }
    }
}

impl Error for AgentError {}

impl From<OpenAIError> for AgentError {
    fn from(error: OpenAIError) -> Self {
        Self::Model(error)
    }
}

impl ErrorReport for AgentError {
    fn error_type(&self) -> Cow<'static, str> {
        match self {
            Self::Server(_) | Self::HttpClient(_) => "setup".into(),
            Self::Model(error) => error.error_type(),
            Self::Refused(_) => "refused".into(),
            Self::TooManyTurns(_) => "too_many_turns".into(),
        }
    }
}

/// Why a tool gave no result. The model is told, too.
#[derive(Debug)]
pub(crate) enum ToolError {
    /// The service is busy; the call can be retried.
    Busy,
    /// The arguments do not match the tool's schema.
    Arguments(serde_json::Error),
    /// No tool has the name.
    Unknown,
}

impl fmt::Display for ToolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("the directory is busy"),
            Self::Arguments(error) => write!(f, "invalid arguments: {error}"),
            Self::Unknown => f.write_str("there is no tool of that name"),
        }
    }
}

impl Error for ToolError {}

impl ErrorReport for ToolError {
    fn error_type(&self) -> Cow<'static, str> {
        let class = match self {
            Self::Busy => "busy",
            Self::Arguments(_) => "invalid_arguments",
            Self::Unknown => "unknown_tool",
        };
        class.into()
    }
}
