//! The real conventions once more, against the same facts resolved by another program: `*-resolved.json`
//! beside the sources says types, well-known values, kinds, units and requirement levels.

use std::fmt::Debug;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use super::super::model::{Attribute, Level};
use super::super::profile::{Profile, Requirements};
use super::super::registry::Registry;
use super::super::sources::VARIABLE;
use super::conventions::registry;

/// Differences that are right, and why.
const EXPLAINED: &[(&str, &str)] = &[
    (
        "v1.41: values of gen_ai.system",
        "the other program lists values that were given up; the registry leaves them out",
    ),
    (
        "v1.41: values of gen_ai.token.type",
        "the other program lists `output` twice, once for the member that was renamed to it",
    ),
];

#[test]
fn agrees_with_facts_that_another_program_resolved() {
    let Some(registry) = registry() else { return };
    let mut differences = Vec::new();
    let mut compared = 0;
    for (name, profile) in [("latest", &registry.latest), ("v1.41", &registry.v1_41)] {
        let root = std::env::var_os(VARIABLE).unwrap_or_default();
        let path = Path::new(&root).join(format!("{name}-resolved.json"));
        let Ok(text) = fs::read_to_string(path) else {
            println!("skipped: no {name}-resolved.json beside the sources");
            continue;
        };
        let mut comparison = Comparison {
            name,
            differences: Vec::new(),
            compared: 0,
        };
        let resolved: Value = serde_json::from_str(&text).unwrap();
        comparison.attributes(&registry, object(&resolved["attributes"]));
        comparison.signals(profile, &resolved);
        compared += comparison.compared;
        differences.extend(comparison.differences);
    }
    println!("{compared} facts compared, {} differ", differences.len());
    for (difference, reason) in EXPLAINED {
        let before = differences.len();
        differences.retain(|other| !other.starts_with(&format!("{difference}: ")));
        println!("{difference}: {reason}");
        assert!(
            compared == 0 || differences.len() < before,
            "no longer so: {difference}"
        );
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

struct Comparison<'a> {
    name: &'a str,
    differences: Vec<String>,
    compared: usize,
}

impl Comparison<'_> {
    fn attributes(&mut self, registry: &Registry, resolved: &Map<String, Value>) {
        for (key, fact) in resolved {
            let entry = registry.attributes.get(key);
            let definition = entry.and_then(|entry| match self.name {
                "latest" => entry.latest.as_ref(),
                _ => entry.v1_41.as_ref(),
            });
            let kind = |definition: &Attribute| match definition.members.len() {
                0 => definition.value_type.to_owned(),
                _ => format!("enum({})", definition.value_type),
            };
            self.equal(
                &format!("type of {key}"),
                definition.map(kind).as_deref(),
                fact["type"].as_str(),
            );
            self.equal(
                &format!("stability of {key}"),
                definition.map(|definition| definition.stability.as_str()),
                fact["stability"].as_str(),
            );
            let deprecated = definition.is_some_and(|d| d.deprecated.is_some());
            let is_deprecated = fact.get("deprecated").is_some();
            self.equal(&format!("deprecation of {key}"), deprecated, is_deprecated);
            if let Some(members) = fact["members"].as_array() {
                let members: Vec<_> = members.iter().filter_map(Value::as_str).collect();
                let own = definition
                    .into_iter()
                    .flat_map(|definition| &definition.members);
                let own: Vec<_> = own.map(String::as_str).collect();
                self.equal(&format!("values of {key}"), &own[..], &members[..]);
            }
        }
    }

    fn signals(&mut self, profile: &Profile, resolved: &Value) {
        self.equal(
            "number of metrics",
            profile.metrics.len(),
            object(&resolved["metrics"]).len(),
        );
        self.equal(
            "number of events",
            profile.events.len(),
            object(&resolved["events"]).len(),
        );
        let refinements = object(&resolved["span_refinements"]);
        self.equal(
            "number of spans",
            profile.spans.len(),
            object(&resolved["spans"]).len() + refinements.len(),
        );
        for (id, fact) in object(&resolved["spans"]) {
            let span = &profile.spans[id];
            self.equal(
                &format!("kind of {id}"),
                span.kinds.first().map(String::as_str),
                fact["kind"].as_str(),
            );
            self.levels(id, &span.attributes, fact, true);
        }
        for (id, fact) in refinements {
            let span = &profile.spans[id];
            self.equal(
                &format!("base of {id}"),
                span.refines.as_deref(),
                fact["ref"].as_str(),
            );
            self.levels(id, &span.attributes, fact, false);
        }
        for (name, fact) in object(&resolved["metrics"]) {
            let metric = &profile.metrics[name];
            let instrument = Some(metric.instrument.as_str());
            self.equal(
                &format!("instrument of {name}"),
                instrument,
                fact["instrument"].as_str(),
            );
            self.equal(
                &format!("unit of {name}"),
                Some(metric.unit.as_str()),
                fact["unit"].as_str(),
            );
            if let Some(value_type) = fact["value_type"].as_str() {
                self.equal(
                    &format!("numbers of {name}"),
                    metric.value_type.as_str(),
                    value_type,
                );
            }
            self.levels(name, &metric.attributes, fact, true);
        }
        for (id, fact) in object(&resolved["metric_refinements"]) {
            let of = fact["ref"].as_str().unwrap();
            self.levels(id, &profile.metrics[of].refinements[id], fact, true);
        }
        for (name, fact) in object(&resolved["events"]) {
            self.levels(name, &profile.events[name].attributes, fact, true);
        }
    }

    /// `whole`: the fact lists all attributes, and not only those that a refinement changes.
    fn levels(&mut self, of: &str, own: &Requirements, fact: &Value, whole: bool) {
        let attributes = object(&fact["attributes"]);
        if whole {
            let keys: Vec<_> = own.keys().map(String::as_str).collect();
            let mut resolved: Vec<_> = attributes.keys().map(String::as_str).collect();
            resolved.sort_unstable();
            self.equal(&format!("attributes of {of}"), &keys[..], &resolved[..]);
        }
        for (key, fact) in attributes {
            let Some(requirement) = own.get(key) else {
                self.differences
                    .push(format!("{}: {of} lacks {key}", self.name));
                continue;
            };
            let level = match requirement.level {
                Level::Required => "required",
                Level::ConditionallyRequired => "conditionally_required",
                Level::Recommended => "recommended",
                Level::OptIn => "opt_in",
            };
            let label = format!("{key} on {of}");
            if let Some(resolved) = fact["level"].as_str() {
                self.equal(&format!("level of {label}"), level, resolved);
                let conditional = fact["cond"].is_string();
                self.equal(
                    &format!("condition of {label}"),
                    requirement.conditional,
                    conditional,
                );
            }
            if whole || fact["sampling"] == true {
                let sampling = fact["sampling"] == true;
                self.equal(
                    &format!("sampling of {label}"),
                    requirement.sampling_relevant,
                    sampling,
                );
            }
        }
    }

    fn equal<T: PartialEq + Debug + Copy>(&mut self, what: &str, own: T, resolved: T) {
        self.compared += 1;
        if own != resolved {
            let name = self.name;
            self.differences
                .push(format!("{name}: {what}: {own:?}, elsewhere {resolved:?}"));
        }
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.as_object().unwrap_or(&NONE)
}
