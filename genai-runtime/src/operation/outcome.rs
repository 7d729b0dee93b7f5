//! How an operation ended.

use crate::report::AnsweredError;
use crate::signals::{COMPLETED, Failure};

/// How an operation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It returned a value.
    Completed,
    /// It returned `None`. Not an error.
    None,
    /// It returned an error or panicked.
    Failed(Failure),
    /// Its caller dropped it before it ended. Not an error.
    Cancelled,
    /// Its consumer dropped the returned stream after a chunk. Not an error.
    Truncated,
    /// Its consumer dropped the returned stream and never asked for a chunk. Not an error.
    Unpolled,
}

impl Outcome {
    pub(crate) fn panicked() -> Self {
        Self::Failed(Failure {
            error_type: "panic".into(),
            exception_type: "panic".into(),
            description: "the function panicked".into(),
        })
    }

    /// The response of the model was an error.
    pub(crate) fn answered(error: AnsweredError) -> Self {
        Self::Failed(Failure {
            exception_type: error.class.clone().into(),
            error_type: error.class.into(),
            description: error.message.into(),
        })
    }

    /// The outcome with its error changed.
    pub(crate) fn with_failure(mut self, change: impl FnOnce(&mut Failure)) -> Self {
        if let Self::Failed(failure) = &mut self {
            change(failure);
        }
        self
    }

    pub(crate) fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Completed | Self::None | Self::Cancelled | Self::Truncated | Self::Unpolled => {
                None
            }
        }
    }

    /// `genai_runtime.stream.outcome` of a function that returns a stream; `None` if it returned no stream.
    pub(crate) const fn of_stream(&self) -> Option<&'static str> {
        match self {
            Self::Completed => Some(COMPLETED),
            Self::Failed(_) => Some("failed"),
            Self::None => None,
            Self::Cancelled => Some("cancelled"),
            Self::Truncated => Some("truncated"),
            Self::Unpolled => Some("unpolled"),
        }
    }

    /// `genai_runtime.outcome`, for outcomes that the span's status cannot express.
    pub(crate) const fn attribute(&self) -> Option<&'static str> {
        match self {
            Self::Completed | Self::Failed(_) => None,
            Self::None => Some("none"),
            Self::Cancelled => Some("cancelled"),
            Self::Truncated => Some("truncated"),
            Self::Unpolled => Some("unpolled"),
        }
    }
}
