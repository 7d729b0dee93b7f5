//! How an operation ended.

use crate::signals::Failure;

/// How an operation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It returned a value.
    Completed,
    /// It returned `None`: there was nothing to answer with. Not an error.
    None,
    /// It returned an error or panicked.
    Failed(Failure),
    /// Its caller dropped it before it was done. Not an error.
    Cancelled,
}

impl Outcome {
    pub(crate) fn panicked() -> Self {
        Self::Failed(Failure {
            error_type: "panic".into(),
            exception_type: "panic".into(),
            description: "the function panicked".to_owned(),
        })
    }

    pub(crate) fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Completed | Self::None | Self::Cancelled => None,
        }
    }

    /// `genai_runtime.outcome`, where the span's status cannot say it.
    pub(crate) const fn attribute(&self) -> Option<&'static str> {
        match self {
            Self::Completed | Self::Failed(_) => None,
            Self::None => Some("none"),
            Self::Cancelled => Some("cancelled"),
        }
    }
}
