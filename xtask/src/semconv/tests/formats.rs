//! Every construct of both formats.

use super::super::model::{Deprecation, Level};
use super::super::profile::Requirements;
use super::super::render;
use super::build;

const CORE: &str = r"
groups:
  - id: registry.error
    type: attribute_group
    attributes:
      - id: error.type
        type: { members: [{ id: other, value: _OTHER }, { id: old, value: old, deprecated: { reason: obsoleted } }] }
        stability: stable
      - id: error.unused
        type: string
      - { id: error.old, type: string, deprecated: { reason: renamed, renamed_to: error.type } }
      - { id: fault.type, type: string, deprecated: { reason: renamed, renamed_to: error.type } }
      - { id: host.name, type: string, stability: stable }
      - { id: disk.size, type: int }
      # A stub of what moved to the GenAI conventions.
      - { id: gen_ai.model, type: int, deprecated: { reason: uncategorized } }
  - { id: event.core.started, name: core.started, type: event, attributes: [{ ref: disk.size }] }
  - { id: event.core.stopped, name: core.stopped, type: event }
";

const LATEST: &str = r#"
file_format: definition/2
imports:
  events: [core.start*]
attributes:
  - { key: gen_ai.operation.name, type: { members: [{ id: run, value: run }] }, stability: development }
  - { key: gen_ai.model, type: string, stability: release_candidate }
  - { key: gen_ai.count, type: int }
  - { key: gen_ai.variable, type: "template[string]" }
attribute_groups:
  - id: errors
    attributes:
      - ref: error.type
        requirement_level: { conditionally_required: On errors. }
  - id: common
    attributes:
      - ref_group: errors
      - ref: gen_ai.operation.name
        requirement_level: required
      - ref: gen_ai.model
        requirement_level: { recommended: If known. }
spans:
  - type: gen_ai.run
    kind: client
    name: { note: "**Span name** SHOULD be `{gen_ai.operation.name} {gen_ai.model}`." }
    note: The `gen_ai.operation.name` SHOULD be `run`. The kind MAY be set to `INTERNAL`.
    attributes:
      - ref_group: common
      - ref: gen_ai.operation.name
        sampling_relevant: true
      - ref: gen_ai.variable
        requirement_level: opt_in
      - ref: host.name
span_refinements:
  - id: acme.gen_ai.run
    ref: gen_ai.run
    note: The `gen_ai.provider.name` MUST be set to `"acme"`.
    attributes:
      - ref: gen_ai.model
        requirement_level: required
metrics:
  - name: gen_ai.duration
    instrument: histogram
    unit: s
    attributes: [{ ref_group: common }]
metric_refinements:
  - id: acme.gen_ai.duration
    ref: gen_ai.duration
    attributes: [{ ref: gen_ai.count, requirement_level: recommended }]
events:
  - name: gen_ai.details
    note: Severity is DEBUG (severity number 5).
    attributes: [{ ref_group: span.gen_ai.run }]
entities:
  - type: gen_ai.worker
    identity: [{ ref: host.name, requirement_level: required }]
    description: [{ ref: gen_ai.model }]
"#;

const OLDER: &str = r"
groups:
  - id: registry.gen_ai
    type: attribute_group
    attributes:
      - { id: gen_ai.operation.name, type: { members: [{ id: run, value: run }] } }
      - { id: gen_ai.model, type: string, stability: development }
      - { id: gen_ai.count, type: double }
      - { id: gen_ai.engine, type: string, deprecated: { reason: renamed, renamed_to: gen_ai.model } }
      - { id: gen_ai.text, type: any, deprecated: { reason: obsoleted } }
  - id: common
    type: attribute_group
    attributes:
      - { ref: gen_ai.operation.name, requirement_level: required }
      - { ref: gen_ai.model, requirement_level: recommended }
  - id: span.gen_ai.run
    type: span
    span_kind: internal
    extends: common
    brief: |
      The `gen_ai.operation.name` SHOULD be `run`.
      **Span name** SHOULD be `run {gen_ai.model}`.
    attributes:
      - { ref: gen_ai.model, sampling_relevant: true }
      - { ref: error.type, requirement_level: { conditionally_required: On errors. } }
  - id: metric.gen_ai.duration
    type: metric
    metric_name: gen_ai.duration
    instrument: histogram
    unit: s
    extends: common
  - id: event.gen_ai.details
    name: gen_ai.details
    type: event
    extends: span.gen_ai.run
  - id: event.gen_ai.old
    name: gen_ai.old
    type: event
    deprecated: { reason: uncategorized }
";

fn summary(requirements: &Requirements) -> Vec<(&str, Level, bool, bool)> {
    let one = requirements.iter();
    one.map(|(key, one)| {
        (
            key.as_str(),
            one.level,
            one.conditional,
            one.sampling_relevant,
        )
    })
    .collect()
}

#[test]
fn reads_the_newer_format() {
    use Level::{ConditionallyRequired, OptIn, Recommended, Required};
    let registry = build(LATEST, OLDER, CORE).unwrap();
    let latest = &registry.latest;
    let run = &latest.spans["gen_ai.run"];
    assert_eq!(run.kinds, ["client", "internal"]);
    assert_eq!(run.operations, ["run"]);
    assert_eq!(run.name.first, "gen_ai.operation.name");
    assert_eq!(run.name.alternatives, [["gen_ai.model"]]);
    assert_eq!(
        summary(&run.attributes),
        [
            ("error.type", ConditionallyRequired, true, false),
            ("gen_ai.model", Recommended, true, false),
            ("gen_ai.operation.name", Required, false, true),
            ("gen_ai.variable", OptIn, false, false),
            ("host.name", Recommended, false, false),
        ]
    );
    let refined = &latest.spans["acme.gen_ai.run"];
    assert_eq!(refined.refines.as_deref(), Some("gen_ai.run"));
    assert_eq!(refined.provider.as_deref(), Some("acme"));
    assert_eq!((&refined.kinds, &refined.name), (&run.kinds, &run.name));
    assert_eq!(refined.attributes["gen_ai.model"].level, Required);
    assert!(refined.attributes["gen_ai.operation.name"].sampling_relevant);

    let duration = &latest.metrics["gen_ai.duration"];
    assert_eq!(
        (duration.unit.as_str(), duration.value_type.as_str()),
        ("s", "double")
    );
    assert_eq!(duration.buckets, [1.0, 2.0]);
    let added = &duration.refinements["acme.gen_ai.duration"];
    assert_eq!(
        summary(added),
        [("gen_ai.count", Recommended, false, false)]
    );

    assert_eq!(latest.events["gen_ai.details"].severity, Some(5));
    assert_eq!(latest.events["gen_ai.details"].attributes, run.attributes);
    assert!(latest.events.contains_key("core.started"));
    assert!(!latest.events.contains_key("core.stopped"));
    assert_eq!(
        summary(&latest.entities["gen_ai.worker"]),
        [
            ("gen_ai.model", Recommended, false, false),
            ("host.name", Required, false, false),
        ]
    );
}

#[test]
fn reads_the_older_format() {
    use Level::{ConditionallyRequired, Recommended, Required};
    let registry = build(LATEST, OLDER, CORE).unwrap();
    let run = &registry.v1_41.spans["gen_ai.run"];
    assert_eq!(
        (&run.kinds[..], &run.operations[..]),
        (&["internal".to_owned()][..], &["run".to_owned()][..])
    );
    assert_eq!(run.name.alternatives, [["gen_ai.model"]]);
    assert_eq!(
        summary(&run.attributes),
        [
            ("error.type", ConditionallyRequired, true, false),
            ("gen_ai.model", Recommended, false, true),
            ("gen_ai.operation.name", Required, false, false),
        ]
    );
    assert_eq!(
        registry.v1_41.events.keys().collect::<Vec<_>>(),
        ["gen_ai.details"]
    );
    assert_eq!(
        registry.v1_41.events["gen_ai.details"].attributes,
        run.attributes
    );
}

#[test]
fn brings_both_profiles_and_the_core_together() {
    let registry = build(LATEST, OLDER, CORE).unwrap();
    let keys: Vec<_> = registry.attributes.keys().map(String::as_str).collect();
    let expected = [
        "disk.size",
        "error.old",
        "error.type",
        "error.unused",
        "fault.type",
        "gen_ai.count",
        "gen_ai.engine",
        "gen_ai.model",
        "gen_ai.operation.name",
        "gen_ai.text",
        "gen_ai.variable",
        "host.name",
    ];
    assert_eq!(keys, expected);

    let count = &registry.attributes["gen_ai.count"];
    let types = [&count.latest, &count.v1_41].map(|d| d.as_ref().map(|d| d.value_type));
    assert_eq!(types, [Some("int"), Some("double")]);
    assert_eq!(count.description, "Gen ai: count.");

    let variable = &registry.attributes["gen_ai.variable"];
    assert!(variable.v1_41.is_none() && variable.latest.is_some());
    let model = registry.attributes["gen_ai.model"].latest.as_ref().unwrap();
    assert_eq!(
        (model.deprecated.as_ref(), model.stability.as_str()),
        (None, "release_candidate")
    );
    let error = registry.attributes["error.type"].latest.as_ref().unwrap();
    assert_eq!(error.members, ["_OTHER"]);
    let fault = registry.attributes["fault.type"].latest.as_ref().unwrap();
    assert_eq!(
        fault.deprecated,
        Some(Deprecation::RenamedTo("error.type".to_owned()))
    );

    let renames = registry.attribute_renames.iter();
    let renames: Vec<_> = renames.map(|r| (r.from.as_str(), r.to.concat())).collect();
    let to = |from, to: &str| (from, to.to_owned());
    assert_eq!(
        renames,
        [
            to("error.old", "error.type"),
            to("fault.type", "error.type"),
            to("gen_ai.engine", "gen_ai.model"),
            to("gen_ai.text", ""),
        ]
    );
    assert_eq!(registry.reserved, ["error", "gen_ai"]);
}

#[test]
fn writes_the_same_files_each_time() {
    let files = || render::files(&build(LATEST, OLDER, CORE).unwrap()).unwrap();
    let first = files();
    assert_eq!(first, files());
    let text = |path: &str| &first.iter().find(|(other, _)| other == path).unwrap().1;
    assert!(text("keys.rs").contains("pub const GEN_AI_MODEL: &str = \"gen_ai.model\";"));
    assert!(text("keys.rs").contains("Double in v1.41, integer in latest."));
    assert!(text("latest/spans.rs").contains("required(\"gen_ai.operation.name\").sampled()"));
    assert!(text("inventory.txt").contains("v1.41 metric gen_ai.duration: histogram, s\n"));
}
