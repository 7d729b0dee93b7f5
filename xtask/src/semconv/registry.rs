//! The registry: both profiles, all their attributes, and names that are not valid.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Attribute, Deprecation, Model};
use super::overlay::{Counterparts, Overlay, Rename, RenameKind};
use super::profile::{self, Profile};
use super::resolve::Resolver;

/// The contents of the tables.
#[derive(Debug)]
pub(crate) struct Registry {
    pub(crate) attributes: BTreeMap<String, Entry>,
    pub(crate) v1_41: Profile,
    pub(crate) latest: Profile,
    pub(crate) attribute_renames: Vec<Rename>,
    pub(crate) metric_renames: Vec<Rename>,
    pub(crate) span_renames: Vec<Rename>,
    pub(crate) event_renames: Vec<Rename>,
    pub(crate) counterparts: Vec<Counterparts>,
    pub(crate) reserved: Vec<String>,
}

/// An attribute as each profile defines it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) description: String,
    pub(crate) v1_41: Option<Attribute>,
    pub(crate) latest: Option<Attribute>,
}

impl Entry {
    /// Whether a profile defines the attribute and has not deprecated it.
    pub(crate) fn is_current(&self) -> bool {
        let current = |definition: &&Attribute| definition.deprecated.is_none();
        self.v1_41.iter().chain(&self.latest).any(|d| current(&d))
    }
}

/// Builds the registry.
///
/// # Errors
///
/// The file and the name of what is missing or inconsistent.
pub(crate) fn build(
    latest: &Model,
    v1_41: &Model,
    core: &Model,
    overlay: Overlay,
) -> Result<Registry, String> {
    let resolvers = [v1_41, latest].map(|own| Resolver { own, core });
    let [of_v1_41, of_latest] = resolvers;
    let v1_41 = profile::resolve("v1.41", of_v1_41, &overlay)?;
    let latest = profile::resolve("latest", of_latest, &overlay)?;

    let mut keys = BTreeSet::new();
    for resolver in resolvers {
        keys.extend(resolver.own.attributes.keys().cloned());
    }
    for profile in [&v1_41, &latest] {
        keys.extend(profile.referenced().cloned());
    }
    keys.extend(overlay.core.keys.iter().cloned());
    let whole = |key: &&String| overlay.core.whole.iter().any(|space| is_in(key, space));
    keys.extend(core.attributes.keys().filter(whole).cloned());
    let leads_here = |(key, attribute): (&String, &Attribute)| match &attribute.deprecated {
        Some(Deprecation::RenamedTo(to)) => keys.contains(to).then(|| key.clone()),
        _ => None,
    };
    let former: Vec<_> = core.attributes.iter().filter_map(leads_here).collect();
    keys.extend(former);

    let mut attributes = BTreeMap::new();
    for key in keys {
        let entry = Entry {
            description: describe(&key, &overlay),
            v1_41: of_v1_41.attribute(&key).cloned(),
            latest: of_latest.attribute(&key).cloned(),
        };
        if entry.v1_41.is_none() && entry.latest.is_none() {
            return Err(format!(
                "xtask/semconv/core.yaml: `{key}`: no such attribute"
            ));
        }
        attributes.insert(key, entry);
    }
    let reserved = overlay.core.whole.iter().chain(&overlay.core.genai);
    let mut registry = Registry {
        reserved: sorted(reserved.cloned().collect(), String::clone),
        attribute_renames: Vec::new(),
        metric_renames: sorted(overlay.renames.metrics, |rename| rename.from.clone()),
        span_renames: sorted(overlay.renames.spans, |rename| rename.from.clone()),
        event_renames: sorted(overlay.renames.events, |rename| rename.from.clone()),
        counterparts: overlay.renames.counterparts,
        attributes,
        v1_41,
        latest,
    };
    registry.attribute_renames = registry.renames_of_attributes(overlay.renames.attributes);
    registry.check(&overlay.descriptions)?;
    Ok(registry)
}

impl Registry {
    /// Former names of all kinds, each with its first replacement.
    pub(crate) fn renamed(&self) -> BTreeMap<String, String> {
        let attributes = self.attribute_renames.iter().chain(&self.event_renames);
        let all = attributes
            .chain(&self.metric_renames)
            .chain(&self.span_renames);
        let pair = |rename: &Rename| Some((rename.from.clone(), rename.to.first()?.clone()));
        all.filter_map(pair).collect()
    }

    /// The hand-kept renames, and those that the conventions record in an attribute's definition.
    fn renames_of_attributes(&self, kept: Vec<Rename>) -> Vec<Rename> {
        let mut renames = kept;
        for (key, entry) in &self.attributes {
            let definition = entry.latest.as_ref().or(entry.v1_41.as_ref());
            let deprecation = definition.and_then(|definition| definition.deprecated.clone());
            if entry.is_current() || renames.iter().any(|rename| rename.from == *key) {
                continue;
            }
            let (kind, to) = match deprecation {
                None => continue,
                Some(Deprecation::Removed) => (RenameKind::Removed, Vec::new()),
                Some(Deprecation::RenamedTo(to)) => (RenameKind::Otel, vec![to]),
            };
            renames.push(Rename {
                from: key.clone(),
                kind,
                to,
                note: None,
            });
        }
        sorted(renames, |rename| rename.from.clone())
    }

    fn check(&self, descriptions: &BTreeMap<String, String>) -> Result<(), String> {
        let current = |key: &String| self.attributes.get(key).is_some_and(Entry::is_current);
        let in_latest = |key: &String| {
            let latest = self.attributes.get(key).and_then(|e| e.latest.as_ref());
            latest.is_some_and(|definition| definition.deprecated.is_none())
        };
        let wrong = |name: &str, what: &str| Err(format!("xtask/semconv: `{name}`: {what}"));
        for rename in &self.attribute_renames {
            if in_latest(&rename.from) {
                return wrong(
                    &rename.from,
                    "is listed as renamed, but is in the conventions",
                );
            }
        }
        let to_attributes = self.attribute_renames.iter().chain(&self.event_renames);
        for rename in to_attributes {
            if let Some(to) = rename.to.iter().find(|to| !in_latest(to)) {
                return wrong(
                    &rename.from,
                    &format!("is replaced by `{to}`, which is unknown"),
                );
            }
        }
        for (renames, known) in [
            (
                &self.metric_renames,
                self.latest.metrics.keys().collect::<Vec<_>>(),
            ),
            (&self.span_renames, self.latest.spans.keys().collect()),
        ] {
            for rename in renames {
                if let Some(to) = rename.to.iter().find(|to| !known.contains(to)) {
                    return wrong(
                        &rename.from,
                        &format!("is replaced by `{to}`, which is unknown"),
                    );
                }
            }
        }
        for pair in &self.counterparts {
            if let Some(key) = [&pair.v1_41, &pair.latest]
                .into_iter()
                .find(|k| !current(k))
            {
                return wrong(key, "has a counterpart, but is no attribute");
            }
        }
        match descriptions
            .keys()
            .find(|key| !self.attributes.contains_key(*key))
        {
            Some(key) => wrong(key, "is described, but is no attribute"),
            None => Ok(()),
        }
    }
}

/// Whether a key is in a namespace.
pub(crate) fn is_in(key: &str, space: &str) -> bool {
    let rest = key.strip_prefix(space);
    rest.is_some_and(|rest| rest.starts_with('.'))
}

fn describe(key: &str, overlay: &Overlay) -> String {
    if let Some(description) = overlay.descriptions.get(key) {
        return description.clone();
    }
    // `network.local.port` becomes "Network: local port."
    let (space, rest) = key.split_once('.').unwrap_or(("", key));
    let words = rest.replace(['.', '_'], " ");
    let space = space.replace('_', " ");
    let mut letters = space.chars();
    match letters.next() {
        Some(first) => format!("{}{}: {words}.", first.to_uppercase(), letters.as_str()),
        None => format!("{words}."),
    }
}

fn sorted<T, K: Ord>(mut items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    items.sort_by_key(key);
    items
}
