//! Counts parts that do not reach their store.

use std::fmt::{self, Debug};

/// Why a part of captured content is not in its store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DropReason {
    /// `queue_full`: too many parts or bytes were queued.
    QueueFull,
    /// `error`: the store returned an error.
    Error,
    /// `panic`: the store panicked.
    Panic,
    /// `no_thread`: no thread could be started for the store.
    NoThread,
}

impl DropReason {
    pub(super) const COUNT: usize = 4;

    /// The value of `genai_runtime.content.store.reason` in the metric.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::QueueFull => "queue_full",
            Self::Error => "error",
            Self::Panic => "panic",
            Self::NoThread => "no_thread",
        }
    }

    pub(super) const fn index(self) -> usize {
        match self {
            Self::QueueFull => 0,
            Self::Error => 1,
            Self::Panic => 2,
            Self::NoThread => 3,
        }
    }
}

impl fmt::Display for DropReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Counts the parts of an operation that do not reach their store.
pub(crate) trait DropMeter: Debug + Send + Sync {
    fn dropped(&self, reason: DropReason);
}
