//! The tables of one profile's spans, metrics and events.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::syntax::{HEADER, constant, list, optional, texts};
use crate::semconv::model::Level;
use crate::semconv::profile::{Profile, Requirements};
use crate::semconv::registry::Registry;
use crate::semconv::resolve::Requirement;

/// Spans by identifier, and the spans of each operation.
pub(super) fn spans(profile: &Profile, variant: &str) -> String {
    let mut text = format!(
        "{HEADER}use crate::definition::requirement::{{conditionally_required, opt_in, recommended, recommended_if, required}};
        use crate::definition::span::{{Span, SpanKind, SpanName}};
        use crate::profile::Profile;
        "
    );
    let mut operations: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for (id, span) in &profile.spans {
        let kinds = span.kinds.iter();
        let kinds = list(kinds.map(|kind| format!("SpanKind::{}", camel(kind))));
        let rest = list(span.name.alternatives.iter().map(texts));
        let _ = writeln!(
            text,
            "/// `{id}`.\npub static {}: Span = Span {{ id: {id:?}, profile: Profile::{variant}, refines: {}, \
             provider: {}, kinds: {kinds}, operations: {}, \
             name: SpanName {{ first: {:?}, alternatives: {rest} }}, attributes: {} }};",
            constant(id),
            optional(span.refines.as_ref()),
            optional(span.provider.as_ref()),
            texts(&span.operations),
            span.name.first,
            requirements(&span.attributes),
        );
        for operation in span.operations.iter().filter(|_| span.refines.is_none()) {
            operations
                .entry(operation)
                .or_default()
                .push(format!("&{}", constant(id)));
        }
    }
    text.push_str(&index("SPANS", "Span", profile.spans.keys()));
    let operations = operations.into_iter();
    let operations = operations.map(|(name, spans)| format!("({name:?}, {})", list(spans)));
    let operations = list(operations);
    let _ = writeln!(
        text,
        "pub(crate) static OPERATIONS: &[(&str, &[&Span])] = {operations};"
    );
    text
}

/// Metrics by name.
pub(super) fn metrics(profile: &Profile, variant: &str, registry: &Registry) -> String {
    let mut text = format!(
        "{HEADER}use crate::definition::metric::{{Instrument, Metric, MetricRefinement, NumberType}};
        use crate::definition::requirement::{{conditionally_required, opt_in, recommended, recommended_if, required}};
        use crate::profile::Profile;
        "
    );
    for (name, metric) in &profile.metrics {
        let bounds = list(metric.buckets.iter().map(|bound| number(*bound)));
        let refinements = metric.refinements.iter().map(|(id, attributes)| {
            let attributes = requirements(attributes);
            format!("MetricRefinement {{ id: {id:?}, attributes: {attributes} }}")
        });
        let refinements = list(refinements);
        let renamed = registry
            .metric_renames
            .iter()
            .find(|rename| rename.from == *name);
        let in_latest = variant == "Latest";
        let replaced = renamed
            .filter(|_| !in_latest)
            .map(|rename| rename.to.clone());
        let _ = writeln!(
            text,
            "/// `{name}`: {}\npub static {}: Metric = Metric {{ name: {name:?}, profile: Profile::{variant}, \
             instrument: Instrument::{}, value_type: NumberType::{}, unit: {:?}, description: {:?}, \
             boundaries: {bounds}, attributes: {}, refinements: {refinements}, replaced_by: {} }};",
            metric.description,
            constant(name),
            camel(&metric.instrument),
            camel(&metric.value_type),
            metric.unit,
            metric.description,
            requirements(&metric.attributes),
            texts(replaced.unwrap_or_default()),
        );
    }
    text.push_str(&index("METRICS", "Metric", profile.metrics.keys()));
    unused(&text, &["opt_in", "MetricRefinement", "recommended_if"])
}

/// Events by name.
pub(super) fn events(profile: &Profile, variant: &str) -> String {
    let mut text = format!(
        "{HEADER}use crate::definition::event::Event;
        use crate::definition::requirement::{{conditionally_required, opt_in, recommended, recommended_if, required}};
        use crate::profile::Profile;
        "
    );
    for (name, event) in &profile.events {
        let severity = event
            .severity
            .map_or("None".to_owned(), |number| format!("Some({number})"));
        let _ = writeln!(
            text,
            "/// `{name}`.\npub static {}: Event = Event {{ name: {name:?}, profile: Profile::{variant}, \
             severity: {severity}, attributes: {} }};",
            constant(name),
            requirements(&event.attributes),
        );
    }
    text.push_str(&index("EVENTS", "Event", profile.events.keys()));
    text
}

fn index<'a>(name: &str, of: &str, names: impl Iterator<Item = &'a String>) -> String {
    let items = list(names.map(|name| format!("&{}", constant(name))));
    format!("pub(crate) static {name}: &[&{of}] = {items};\n")
}

fn requirements(requirements: &Requirements) -> String {
    let one = |(key, requirement): (&String, &Requirement)| {
        let level = match (requirement.level, requirement.conditional) {
            (Level::Required, _) => "required",
            (Level::ConditionallyRequired, _) => "conditionally_required",
            (Level::Recommended, false) => "recommended",
            (Level::Recommended, true) => "recommended_if",
            (Level::OptIn, _) => "opt_in",
        };
        let sampling = if requirement.sampling_relevant {
            ".sampled()"
        } else {
            ""
        };
        format!("{level}({key:?}){sampling}")
    };
    list(requirements.iter().map(one))
}

/// Removes unused names from the imports of a table.
fn unused(text: &str, names: &[&str]) -> String {
    let mut text = text.to_owned();
    for name in names {
        if text.matches(name).count() == 1 {
            text = text.replace(&format!("{name}, "), "");
        }
    }
    text
}

fn camel(word: &str) -> String {
    if word == "updowncounter" {
        return "UpDownCounter".to_owned();
    }
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A number with its thousands separated, as clippy demands.
fn number(value: f64) -> String {
    let text = format!("{value:?}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{fraction}")
}
