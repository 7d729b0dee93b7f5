//! One profile of the registry, with all references followed and all facts added.

use std::collections::BTreeMap;

use super::model::{Metric, Refinement, Span};
use super::overlay::{Overlay, SpanFacts};
use super::prose::{self, SpanName};
use super::resolve::{Requirement, Resolver};

/// Attributes of a signal, by key.
pub(crate) type Requirements = BTreeMap<String, Requirement>;

/// Signals of one profile, by name.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    pub(crate) spans: BTreeMap<String, ResolvedSpan>,
    pub(crate) metrics: BTreeMap<String, ResolvedMetric>,
    pub(crate) events: BTreeMap<String, ResolvedEvent>,
    pub(crate) entities: BTreeMap<String, Requirements>,
}

/// A span with all its facts.
#[derive(Debug, Clone)]
pub(crate) struct ResolvedSpan {
    pub(crate) refines: Option<String>,
    pub(crate) provider: Option<String>,
    pub(crate) kinds: Vec<String>,
    pub(crate) operations: Vec<String>,
    pub(crate) name: SpanName,
    pub(crate) attributes: Requirements,
}

/// A metric with all its facts.
#[derive(Debug)]
pub(crate) struct ResolvedMetric {
    pub(crate) instrument: String,
    pub(crate) unit: String,
    pub(crate) value_type: String,
    pub(crate) buckets: Vec<f64>,
    pub(crate) description: String,
    pub(crate) attributes: Requirements,
    pub(crate) refinements: BTreeMap<String, Requirements>,
}

/// An event with all its facts.
#[derive(Debug)]
pub(crate) struct ResolvedEvent {
    pub(crate) severity: Option<u8>,
    pub(crate) attributes: Requirements,
}

impl Profile {
    /// The keys of all attributes that a signal refers to.
    pub(crate) fn referenced(&self) -> impl Iterator<Item = &String> {
        let spans = self.spans.values().map(|span| &span.attributes);
        let metrics = self.metrics.values();
        let metrics = metrics.flat_map(|m| m.refinements.values().chain([&m.attributes]));
        let events = self.events.values().map(|event| &event.attributes);
        let all = spans.chain(metrics).chain(events);
        all.chain(self.entities.values()).flat_map(BTreeMap::keys)
    }
}

/// Resolves one profile.
///
/// # Errors
///
/// The file and the signal with a dangling reference or a missing fact.
pub(crate) fn resolve(
    name: &str,
    resolver: Resolver<'_>,
    overlay: &Overlay,
) -> Result<Profile, String> {
    let mut done = Profile::default();
    let facts = overlay.spans.get(name);
    for id in facts.into_iter().flat_map(BTreeMap::keys) {
        if !resolver.own.spans.iter().any(|span| span.id == *id) {
            return Err(format!("xtask/semconv/spans.yaml: `{id}`: no such span"));
        }
    }
    for span in &resolver.own.spans {
        let known = resolve_span(span, resolver, facts, &done.spans)?;
        done.spans.insert(span.id.clone(), known);
    }
    check_operations(resolver, &done)?;
    for metric in &resolver.own.metrics {
        let known = resolve_metric(metric, resolver, overlay)?;
        done.metrics.insert(metric.name.clone(), known);
    }
    let mut refinements = resolver.own.metric_refinements.iter();
    if let Some(lost) = refinements.find(|lost| !done.metrics.contains_key(&lost.of)) {
        let Refinement { file, id, of } = lost;
        return Err(format!("{file}: `{id}`: refines no metric `{of}`"));
    }
    for event in &resolver.own.events {
        let attributes = resolver.requirements(&format!("event.{}", event.name))?;
        let severity = prose::severity(&event.text);
        let known = ResolvedEvent {
            severity,
            attributes,
        };
        done.events.insert(event.name.clone(), known);
    }
    for entity in &resolver.own.entities {
        let attributes = resolver.requirements(&format!("entity.{entity}"))?;
        done.entities.insert(entity.clone(), attributes);
    }
    Ok(done)
}

fn resolve_span(
    span: &Span,
    resolver: Resolver<'_>,
    facts: Option<&BTreeMap<String, SpanFacts>>,
    before: &BTreeMap<String, ResolvedSpan>,
) -> Result<ResolvedSpan, String> {
    let Span {
        file,
        id,
        text,
        refines,
        kind,
    } = span;
    let facts = facts.and_then(|facts| facts.get(id));
    let refines = refines
        .clone()
        .or_else(|| facts.and_then(|f| f.refines.clone()));
    let base = match &refines {
        None => None,
        Some(base) => Some(before.get(base).ok_or_else(|| {
            format!("{file}: `{id}`: refines `{base}`, which no earlier span is called")
        })?),
    };
    let missing = |what: &str| format!("{file}: `{id}`: {what}");
    let mut kinds: Vec<_> = kind.clone().into_iter().collect();
    if prose::may_be_internal(text) {
        kinds.push("internal".to_owned());
    }
    if let Some(base) = base {
        kinds.clone_from(&base.kinds);
    }
    if kinds.is_empty() {
        return Err(missing("has no kind"));
    }
    let name = prose::span_name(text).or_else(|| base.map(|base| base.name.clone()));
    let name = name.ok_or_else(|| missing("no sentence says how it is named"))?;
    for key in name.alternatives.iter().flatten().chain([&name.first]) {
        if resolver.attribute(key).is_none() {
            return Err(missing(&format!("is named after no attribute `{key}`")));
        }
    }
    let mut operations = prose::operations(text);
    operations.extend(facts.into_iter().flat_map(|facts| facts.operations.clone()));
    if let Some(base) = base {
        operations.clone_from(&base.operations);
    }
    let attributes = resolver.requirements(&format!("span.{id}"))?;
    Ok(ResolvedSpan {
        refines,
        provider: prose::provider(text).or_else(|| facts.and_then(|f| f.provider.clone())),
        kinds,
        operations,
        name,
        attributes,
    })
}

/// Every operation must have a span: one without was probably added in a sentence that is not recognized.
fn check_operations(resolver: Resolver<'_>, profile: &Profile) -> Result<(), String> {
    let Some(operation) = resolver.own.attributes.get("gen_ai.operation.name") else {
        return Ok(());
    };
    let file = &operation.file;
    let spans = || profile.spans.values();
    let unclaimed = operation
        .members
        .iter()
        .find(|member| !spans().any(|span| span.operations.contains(member)));
    if let Some(operation) = unclaimed {
        return Err(format!(
            "{file}: `{operation}`: no span is for this operation"
        ));
    }
    let mut claimed = spans().flat_map(|span| &span.operations);
    match claimed.find(|claimed| !operation.members.contains(claimed)) {
        Some(unknown) => Err(format!(
            "{file}: `{unknown}`: a span is for this unknown operation"
        )),
        None => Ok(()),
    }
}

fn resolve_metric(
    metric: &Metric,
    resolver: Resolver<'_>,
    overlay: &Overlay,
) -> Result<ResolvedMetric, String> {
    let Metric { file, name, .. } = metric;
    let facts = &overlay.metrics;
    let missing = |what: &str| format!("{file}: `{name}`: {what}");
    if !["histogram", "counter", "updowncounter", "gauge"].contains(&metric.instrument.as_str()) {
        return Err(missing(&format!(
            "unknown instrument `{}`",
            metric.instrument
        )));
    }
    let value_type = metric.value_type.as_ref();
    let value_type = value_type
        .or_else(|| facts.value_types.get(name))
        .ok_or_else(|| missing("nothing says whether its values are integers"))?;
    if !["int", "double"].contains(&value_type.as_str()) {
        return Err(missing(&format!("unknown value type `{value_type}`")));
    }
    let bounds = facts.histograms.get(name);
    if metric.instrument == "histogram" && bounds.is_none() {
        return Err(missing(
            "has no bucket bounds in xtask/semconv/metrics.yaml",
        ));
    }
    let bounds = bounds.map(|set| {
        let bounds = facts.buckets.get(set);
        bounds.ok_or_else(|| missing(&format!("no bucket bounds are called `{set}`")))
    });
    let description = facts.descriptions.get(name);
    let mut refinements = BTreeMap::new();
    let all = resolver.own.metric_refinements.iter();
    let base = resolver.requirements(&format!("metric.{name}"))?;
    for refinement in all.filter(|refinement| refinement.of == *name) {
        let mut attributes = resolver.requirements(&format!("metric.{}", refinement.id))?;
        attributes.retain(|key, requirement| base.get(key) != Some(requirement));
        refinements.insert(refinement.id.clone(), attributes);
    }
    Ok(ResolvedMetric {
        instrument: metric.instrument.clone(),
        unit: metric.unit.clone(),
        value_type: value_type.clone(),
        buckets: bounds.transpose()?.cloned().unwrap_or_default(),
        description: description
            .cloned()
            .ok_or_else(|| missing("has no description in xtask/semconv/metrics.yaml"))?,
        attributes: base,
        refinements,
    })
}
