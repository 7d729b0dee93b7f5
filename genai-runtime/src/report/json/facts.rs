//! What JSON values report, for the formats' tests.

use serde_json::Value;

use crate::report::{Response, ResponseFacts, UsageReport};

/// What the values report, one after the other.
pub(in crate::report) fn facts<'a>(values: impl IntoIterator<Item = &'a Value>) -> ResponseFacts {
    let mut facts = ResponseFacts::default();
    for value in values {
        value.report(&mut Response::new(&mut facts));
    }
    facts
}

/// The finish reasons as plain texts.
pub(super) fn reasons(facts: &ResponseFacts) -> Vec<Option<&str>> {
    facts.finish_reasons.iter().map(Option::as_deref).collect()
}
