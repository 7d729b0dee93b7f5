//! Mistakes in the sources are reported with the file and the name.

use super::build;

const EMPTY: &str = "groups: []";

fn error_of(latest: &str) -> String {
    build(latest, EMPTY, EMPTY).unwrap_err()
}

#[test]
fn names_the_file_and_what_is_wrong_in_it() {
    for (mistake, latest, error) in [
        (
            "unknown attribute",
            "attribute_groups: [{ id: a, attributes: [{ ref: gen_ai.b }] }]
events: [{ name: e, attributes: [{ ref_group: a }] }]",
            "latest/a.yaml: `a`: refers to no attribute `gen_ai.b`",
        ),
        (
            "unknown group",
            "events: [{ name: e, attributes: [{ ref_group: nowhere }] }]",
            "latest/a.yaml: `event.e`: refers to no group `nowhere`",
        ),
        (
            "unknown parent",
            "groups: [{ id: event.e, type: event, name: e, extends: nowhere }]",
            "latest/a.yaml: `event.e`: refers to no group `nowhere`",
        ),
        (
            "group within itself",
            "attribute_groups: [{ id: a, attributes: [{ ref_group: a }] }]
events: [{ name: e, attributes: [{ ref_group: a }] }]",
            "latest/a.yaml: `a`: takes itself in",
        ),
        (
            "unknown type",
            "attributes: [{ key: gen_ai.a, type: text }]",
            "latest/a.yaml: `gen_ai.a`: unknown type `text`",
        ),
        (
            "no type",
            "attributes: [{ key: gen_ai.a }]",
            "latest/a.yaml: `gen_ai.a`: has no type",
        ),
        (
            "unknown group type",
            "groups: [{ id: a, type: scope }]",
            "latest/a.yaml: `a`: unknown group type `scope`",
        ),
        (
            "attribute twice",
            "attributes: [{ key: gen_ai.a, type: int }, { key: gen_ai.a, type: int }]",
            "latest/a.yaml: `gen_ai.a`: defined twice, first in latest/a.yaml",
        ),
        (
            "group twice",
            "attribute_groups: [{ id: a }, { id: a }]",
            "latest/a.yaml: `a`: defined twice, first in latest/a.yaml",
        ),
        (
            "unknown level",
            "attribute_groups: [{ id: a, attributes: [{ ref: gen_ai.b, requirement_level: maybe }] }]",
            "latest/a.yaml: `a`: unknown requirement level `maybe` of `gen_ai.b`",
        ),
        (
            "span without a name",
            "spans: [{ type: gen_ai.run, kind: client }]",
            "latest/a.yaml: `gen_ai.run`: no sentence says how it is named",
        ),
        (
            "span named after nothing",
            "spans: [{ type: gen_ai.run, kind: client, note: '**Span name** is `{gen_ai.a}`.' }]",
            "latest/a.yaml: `gen_ai.run`: is named after no attribute `gen_ai.a`",
        ),
        (
            "refinement of nothing",
            "span_refinements: [{ id: a, ref: gen_ai.run }]",
            "latest/a.yaml: `a`: refines `gen_ai.run`, which no earlier span is called",
        ),
        (
            "operation without a span",
            "attributes: [{ key: gen_ai.operation.name, type: { members: [{ id: a, value: a }] } }]",
            "latest/a.yaml: `a`: no span is for this operation",
        ),
        (
            "metric without buckets",
            "metrics: [{ name: m, instrument: histogram, unit: s, annotations: { code_generation: { metric_value_type: int } } }]",
            "latest/a.yaml: `m`: has no bucket bounds in xtask/semconv/metrics.yaml",
        ),
        (
            "unknown instrument",
            "metrics: [{ name: m, instrument: abacus, unit: s }]",
            "latest/a.yaml: `m`: unknown instrument `abacus`",
        ),
        (
            "import of nothing",
            "imports: { metrics: [core.*] }",
            "latest/a.yaml: `imports`: nothing matches `core.*`",
        ),
        (
            "unknown format",
            "file_format: definition/3",
            "latest/a.yaml: unknown file format `definition/3`",
        ),
    ] {
        assert_eq!(error_of(latest), error, "{mistake}");
    }
}

#[test]
fn names_the_file_and_the_line_of_an_unknown_section() {
    let error = error_of("file_format: definition/2\nprofiles: []");
    assert!(error.starts_with("latest/a.yaml: "), "{error}");
    assert!(error.contains("profiles") && error.contains('2'), "{error}");
}

#[test]
fn finds_the_first_definition_in_another_file() {
    let file = |name: &str| {
        (
            name.to_owned(),
            "attributes: [{ key: a.b, type: int }]".to_owned(),
        )
    };
    let files = [file("latest/a.yaml"), file("latest/b.yaml")];
    let error = super::build_with(&files, &[], &[], super::overlay()).unwrap_err();
    assert_eq!(
        error,
        "latest/b.yaml: `a.b`: defined twice, first in latest/a.yaml"
    );
}
