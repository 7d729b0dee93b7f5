//! Events.

use super::requirement::Requirement;
use crate::profile::Profile;

/// An event of the conventions: a log record with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Name of the event.
    pub name: &'static str,
    /// The profile that defines it.
    pub profile: Profile,
    /// Severity number of the log record, if the conventions ask for one: 5 is DEBUG, 13 WARN.
    pub severity: Option<u8>,
    /// Attributes, in the order of their keys.
    pub attributes: &'static [Requirement],
}
