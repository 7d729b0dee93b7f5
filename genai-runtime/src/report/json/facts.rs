//! Collects what JSON values report, for the tests of the formats.

use serde_json::Value;

#[cfg(feature = "content")]
use crate::content::{Budget, Output};
use crate::report::{Response, ResponseFacts, UsageReport};

/// The facts after all values have reported, in order.
pub(in crate::report) fn facts<'a>(values: impl IntoIterator<Item = &'a Value>) -> ResponseFacts {
    let mut facts = ResponseFacts::default();
    for value in values {
        value.report(&mut Response::new(&mut facts));
    }
    facts
}

/// The finish reason of each choice.
pub(super) fn reasons(facts: &ResponseFacts) -> Vec<Option<&str>> {
    facts.finish_reasons.iter().map(Option::as_deref).collect()
}

/// The parts of the first output message. Checks that it makes no difference whether the values report to the same
/// facts, or each to facts of its own, which are merged.
#[cfg(feature = "content")]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]
pub(in crate::report) fn parts<'a, T: UsageReport + 'a>(
    values: impl IntoIterator<Item = &'a T>,
) -> Value {
    let output = Output::new(Budget {
        part: 1_000,
        total: 10_000,
    });
    let mut facts = ResponseFacts {
        output: Some(Box::new(output)),
        ..ResponseFacts::default()
    };
    let mut merged = facts.clone();
    for value in values {
        value.report(&mut Response::new(&mut facts));
        let mut apart = merged.apart();
        value.report(&mut Response::new(&mut apart));
        merged.merge(apart);
    }
    let [facts, merged] = [facts, merged].map(|facts| {
        let piece = facts.output.unwrap().to_json(&[], None).unwrap();
        serde_json::from_str::<Value>(&piece.json).unwrap()[0]["parts"].take()
    });
    assert_eq!(facts, merged);
    facts
}
