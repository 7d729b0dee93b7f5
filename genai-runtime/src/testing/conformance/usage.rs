//! Checks that tokens are counted once: usage belongs on the span of the call that used them.

use genai_semconv::value;

use super::super::CapturedSpan;
use super::facts::{Fact, Facts, Found, is_beneath};
use super::finding::{Level, Report};

const NAMESPACE: &str = "gen_ai.usage";

/// Whether a key is that of a token count.
pub(super) fn is_usage(key: &str) -> bool {
    is_beneath(key, NAMESPACE)
}

/// Whether an operation is a call to a model, on whose span usage belongs.
pub(super) fn is_of_model(operation: &str) -> bool {
    value::OPERATIONS.contains(&operation)
}

/// Checks that a token count is not negative.
pub(super) fn check_count(fact: &Fact<'_>, report: &mut Report<'_>) {
    if let (true, Found::Integer(count @ ..0)) = (is_usage(fact.key), fact.value) {
        let message = format!("`{}` is {count}, which is not a number of tokens", fact.key);
        report.attribute(Level::Violation, fact.key, message);
    }
}

/// Checks that a span that may sum up usage (such as that of a remote agent) does not repeat the usage of its
/// descendants.
pub(super) fn check(
    span: &CapturedSpan,
    all: &[CapturedSpan],
    facts: &Facts<'_>,
    report: &mut Report<'_>,
) {
    let Some(usage) = facts.iter().find(|fact| is_usage(fact.key)) else {
        return;
    };
    let repeated = beneath(span, all).into_iter().find(|span| {
        let mut attributes = span.attributes.iter();
        attributes.any(|attribute| is_usage(attribute.key.as_str()))
    });
    if let Some(repeated) = repeated {
        let message = format!(
            "usage is also on `{}` beneath; record it on one span only",
            repeated.name
        );
        report.attribute(Level::Violation, usage.key, message);
    }
}

fn beneath<'a>(span: &CapturedSpan, all: &'a [CapturedSpan]) -> Vec<&'a CapturedSpan> {
    let mut found: Vec<&CapturedSpan> = Vec::new();
    let mut parents = vec![span.span_id];
    while let Some(parent) = parents.pop() {
        let children = all
            .iter()
            .filter(|child| child.trace_id == span.trace_id && child.parent_id == Some(parent));
        for child in children {
            if found.iter().all(|known| known.span_id != child.span_id) {
                parents.push(child.span_id);
                found.push(child);
            }
        }
    }
    found
}
