//! Checks the names of spans.

use genai_semconv::span::{Span, SpanName, spans};

use super::facts::Facts;
use super::finding::{Level, Report};

/// Checks a span's name against the formats of its definition and of the definition's refinements.
pub(super) fn check(name: &str, definition: &Span, facts: &Facts<'_>, report: &mut Report<'_>) {
    let Some(expected) = expected(&definition.name, facts) else {
        return;
    };
    let refined = refinements(definition).filter_map(|span| self::expected(&span.name, facts));
    if name == expected || refined.into_iter().any(|refined| name == refined) {
        return;
    }
    let first = facts.text(definition.name.first);
    let subject = first.and_then(|first| name.strip_prefix(first)?.strip_prefix(' '));
    let known = first == Some(expected.as_str());
    let named_by = definition
        .name
        .alternatives
        .iter()
        .find_map(|keys| keys.first());
    match (subject, named_by) {
        (Some(subject), Some(key)) if known && !facts.has(key) => {
            let message = format!("the name contains `{subject}`, but `{key}` is missing");
            report.attribute(Level::Violation, key, message);
        }
        _ => {
            let profile = definition.profile.name();
            let message = format!("{profile} names this span `{expected}`");
            report.whole(Level::Violation, message);
        }
    }
}

/// The refinements of a definition for kinds of tools and for providers.
pub(super) fn refinements(definition: &Span) -> impl Iterator<Item = &'static Span> {
    let all = spans(definition.profile).iter().copied();
    all.filter(|span| span.refines == Some(definition.id))
}

fn expected(format: &SpanName, facts: &Facts<'_>) -> Option<String> {
    let mut parts = vec![facts.text(format.first)?];
    let known =
        |keys: &&[&str]| -> Option<Vec<_>> { keys.iter().map(|key| facts.text(key)).collect() };
    let rest = format.alternatives.iter().find_map(known);
    parts.extend(rest.unwrap_or_default());
    Some(parts.join(" "))
}
