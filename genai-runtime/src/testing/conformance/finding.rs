//! Findings of the conformance check.

use std::collections::HashSet;
use std::fmt;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing, but no mistake: a recommended attribute is missing, a value is not on the list.
    Information,
    /// Allowed, but not what the conventions intend: an attribute where they do not list it.
    Improvement,
    /// Violates the conventions: backends may not understand it.
    Violation,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Information => "information",
            Self::Improvement => "improvement",
            Self::Violation => "violation",
        })
    }
}

/// A difference between telemetry and the conventions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Finding {
    /// Its severity.
    pub level: Level,
    /// Name of the span, metric or event.
    pub subject: String,
    /// Key of the attribute, if the finding is about one.
    pub key: Option<String>,
    /// What was found, and what the conventions expect.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: {}", self.level, self.subject, self.message)
    }
}

/// The most severe level among findings; `None` if there are none.
///
/// # Examples
///
/// ```
/// use genai_runtime::testing::{capture, conformance, worst};
///
/// assert_eq!(worst(&conformance(&capture())), None);
/// ```
pub fn worst(findings: &[Finding]) -> Option<Level> {
    findings.iter().map(|finding| finding.level).max()
}

/// All findings in their order, each once: the points of a metric have much in common.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    known: HashSet<Finding>,
}

impl Findings {
    pub(super) fn into_list(self) -> Vec<Finding> {
        self.list
    }

    fn add(&mut self, finding: Finding) {
        if self.known.insert(finding.clone()) {
            self.list.push(finding);
        }
    }
}

/// Findings about one span, metric or event, on their way to the list of all.
#[derive(Debug)]
pub(super) struct Report<'a> {
    subject: &'a str,
    findings: &'a mut Findings,
}

impl<'a> Report<'a> {
    pub(super) fn about(subject: &'a str, findings: &'a mut Findings) -> Self {
        Self { subject, findings }
    }

    /// Notes a finding about an attribute.
    pub(super) fn attribute(&mut self, level: Level, key: &str, message: String) {
        self.push(level, Some(key), message);
    }

    /// Notes a finding about the whole.
    pub(super) fn whole(&mut self, level: Level, message: String) {
        self.push(level, None, message);
    }

    fn push(&mut self, level: Level, key: Option<&str>, message: String) {
        self.findings.add(Finding {
            level,
            subject: self.subject.to_owned(),
            key: key.map(str::to_owned),
            message,
        });
    }
}
