//! Follows references: collects a group's attributes, with the requirements of all references on the way.

use std::collections::BTreeMap;

use super::model::{Attribute, Group, Level, Model, Part, Reference};
use super::source::Imports;

/// A directory of the conventions and the one that it depends on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver<'a> {
    pub(crate) own: &'a Model,
    pub(crate) core: &'a Model,
}

/// A signal's requirement for one of its attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Requirement {
    pub(crate) level: Level,
    pub(crate) conditional: bool,
    pub(crate) sampling_relevant: bool,
}

/// The requirements of the references so far; `None` where none states it.
type Merged = BTreeMap<String, (Option<(Level, bool)>, Option<bool>)>;

impl<'a> Resolver<'a> {
    /// Finds the definition of an attribute: the directory's own, else that of the one it depends on.
    pub(crate) fn attribute(self, key: &str) -> Option<&'a Attribute> {
        let own = self.own.attributes.get(key);
        own.or_else(|| self.core.attributes.get(key))
    }

    /// The attributes of a group, by key.
    ///
    /// # Errors
    ///
    /// The file and the group with a reference that is dangling or cyclic.
    pub(crate) fn requirements(self, id: &str) -> Result<BTreeMap<String, Requirement>, String> {
        let group = self.group(id);
        let group = group.ok_or_else(|| format!("`{id}`: no such group"))?;
        let mut merged = Merged::new();
        self.merge(id, group, &mut Vec::new(), &mut merged)?;
        let requirement = |(level, sampling): (Option<(Level, bool)>, Option<bool>)| {
            let (level, conditional) = level.unwrap_or((Level::Recommended, false));
            Requirement {
                level,
                conditional,
                sampling_relevant: sampling.unwrap_or(false),
            }
        };
        let pairs = merged
            .into_iter()
            .map(|(key, stated)| (key, requirement(stated)));
        Ok(pairs.collect())
    }

    fn group(self, id: &str) -> Option<&'a Group> {
        let own = self.own.groups.get(id);
        own.or_else(|| self.core.groups.get(id))
    }

    fn merge(
        self,
        id: &'a str,
        group: &'a Group,
        path: &mut Vec<&'a str>,
        merged: &mut Merged,
    ) -> Result<(), String> {
        let file = &group.file;
        if path.contains(&id) {
            return Err(format!("{file}: `{id}`: takes itself in"));
        }
        path.push(id);
        for part in &group.parts {
            match part {
                Part::Group(other) => {
                    let found = self.group(other);
                    let found = found
                        .ok_or_else(|| format!("{file}: `{id}`: refers to no group `{other}`"))?;
                    self.merge(other, found, path, merged)?;
                }
                Part::Attribute(reference) => {
                    if self.attribute(&reference.key).is_none() {
                        let key = &reference.key;
                        return Err(format!("{file}: `{id}`: refers to no attribute `{key}`"));
                    }
                    inherit(merged, reference);
                }
            }
        }
        path.pop();
        Ok(())
    }
}

fn inherit(merged: &mut Merged, reference: &Reference) {
    let known = merged.entry(reference.key.clone()).or_default();
    known.0 = reference.level.or(known.0);
    known.1 = reference.sampling_relevant.or(known.1);
}

/// Adds the signals that the directory imports from the one that it depends on.
///
/// # Errors
///
/// The file and the import that matches nothing.
pub(crate) fn import(own: &mut Model, core: &Model) -> Result<(), String> {
    for (file, imports) in own.imports.clone() {
        let Imports {
            spans,
            metrics,
            events,
            entities,
            attribute_groups,
        } = imports;
        let takes = |patterns: &[String], name: &str| patterns.iter().any(|p| matches(p, name));
        let all = |patterns: Vec<String>, names: Vec<&String>| {
            let missing = patterns
                .into_iter()
                .find(|pattern| !names.iter().any(|name| matches(pattern, name)));
            match missing {
                None => Ok(()),
                Some(pattern) => Err(format!("{file}: `imports`: nothing matches `{pattern}`")),
            }
        };
        let span = |span: &&super::model::Span| takes(&spans, &span.id);
        own.spans.extend(core.spans.iter().filter(span).cloned());
        let metric = |metric: &&super::model::Metric| takes(&metrics, &metric.name);
        own.metrics
            .extend(core.metrics.iter().filter(metric).cloned());
        let event = |event: &&super::model::Event| takes(&events, &event.name);
        own.events.extend(core.events.iter().filter(event).cloned());
        let entity = |name: &&String| takes(&entities, name);
        own.entities
            .extend(core.entities.iter().filter(entity).cloned());
        all(spans, core.spans.iter().map(|span| &span.id).collect())?;
        all(
            metrics,
            core.metrics.iter().map(|metric| &metric.name).collect(),
        )?;
        all(
            events,
            core.events.iter().map(|event| &event.name).collect(),
        )?;
        all(entities, core.entities.iter().collect())?;
        // Groups need no copy: look-ups fall back to the core.
        all(attribute_groups, core.groups.keys().collect())?;
    }
    Ok(())
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => pattern == name,
    }
}
