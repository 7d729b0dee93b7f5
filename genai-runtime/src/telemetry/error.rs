//! Errors of an installation, and of data that could not be exported.
//!
//! No text here ever contains a header's value or the credentials of a URL.

use std::error::Error;
use std::fmt;

use super::signal::Signal;

/// Why telemetry could not be installed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TelemetryError {
    /// The environment asks for something that this build was compiled without.
    Unavailable(String),
    /// An argument of the builder cannot be used; the text names it and what is expected.
    Invalid(String),
    /// Telemetry is installed already and its guard is alive.
    AlreadyInstalled,
    /// The threads that export could not be started.
    Threads(String),
}

impl fmt::Display for TelemetryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(message) | Self::Invalid(message) => formatter.write_str(message),
            Self::AlreadyInstalled => formatter
                .write_str("telemetry is already installed; shut its guard down or drop it before installing again"),
            Self::Threads(reason) => {
                write!(formatter, "the threads that export telemetry could not be started: {reason}")
            }
        }
    }
}

impl Error for TelemetryError {}

/// Items of one signal that did not reach one exporter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportFailure {
    /// The signal that the items belong to.
    pub signal: Signal,
    /// The exporter and, where it has one, its endpoint without credentials, query and tokens in its path.
    pub exporter: String,
    /// How many spans, metric data points or log records were not exported; 0 if the count is
    /// unknown because a metric reader never collected them.
    pub items: usize,
    /// Why; different reasons are separated by `; `. Until a first export has succeeded, a hint what to check may
    /// follow in parentheses.
    pub reason: String,
}

impl fmt::Display for ExportFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            signal,
            exporter,
            items,
            reason,
        } = self;
        if *items == 0 {
            write!(formatter, "{signal} to {exporter}: {reason}")
        } else {
            write!(
                formatter,
                "{items} {} to {exporter}: {reason}",
                signal.items(*items)
            )
        }
    }
}

/// Parts of captured content that did not reach their store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContentFailure {
    /// How many parts were dropped, or still wait for the store.
    pub parts: u64,
    /// Why; different reasons are separated by `; `.
    pub reason: String,
}

impl fmt::Display for ContentFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { parts, reason } = self;
        let noun = if *parts == 1 { "part" } else { "parts" };
        write!(
            formatter,
            "{parts} {noun} of content to the store: {reason}"
        )
    }
}

/// What a flush or a shutdown could not export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportError {
    failures: Vec<ExportFailure>,
    content: Option<ContentFailure>,
}

impl ExportError {
    pub(crate) fn from_failures(failures: Vec<ExportFailure>) -> Result<(), Self> {
        if failures.is_empty() {
            Ok(())
        } else {
            Err(Self {
                failures,
                content: None,
            })
        }
    }

    /// Adds what did not reach its store.
    #[cfg(feature = "content")]
    pub(crate) fn with_content(
        exported: Result<(), Self>,
        content: Option<ContentFailure>,
    ) -> Result<(), Self> {
        let failures = match (exported, &content) {
            (Ok(()), None) => return Ok(()),
            (Ok(()), Some(_)) => Vec::new(),
            (Err(error), _) => error.failures,
        };
        Err(Self { failures, content })
    }

    /// The failures, one per signal and exporter.
    pub fn failures(&self) -> &[ExportFailure] {
        &self.failures
    }

    /// The captured content that did not reach its store.
    pub fn content(&self) -> Option<&ContentFailure> {
        self.content.as_ref()
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not exported: ")?;
        for (position, failure) in self.failures.iter().enumerate() {
            if position > 0 {
                formatter.write_str("; ")?;
            }
            failure.fmt(formatter)?;
        }
        if let Some(content) = &self.content {
            let separator = if self.failures.is_empty() { "" } else { "; " };
            write!(formatter, "{separator}{content}")?;
        }
        Ok(())
    }
}

impl Error for ExportError {}
