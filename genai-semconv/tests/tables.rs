//! The tables keep what the look-ups and the documentation promise.
#![allow(missing_docs, reason = "tests")]

use genai_semconv::attribute::{self, attribute, attributes, is_reserved};
use genai_semconv::rename::{RenameKind, renamed, renamed_metric, renamed_span, renames};
use genai_semconv::requirement::{Level, Requirement};
use genai_semconv::span::{SpanKind, spans_of_operation};
use genai_semconv::{Profile, event, metric, span, value};

fn signals(profile: Profile) -> impl Iterator<Item = (&'static str, &'static [Requirement])> {
    let spans = span::spans(profile)
        .iter()
        .map(|span| (span.id, span.attributes));
    let metrics = metric::metrics(profile)
        .iter()
        .map(|metric| (metric.name, metric.attributes));
    let events = event::events(profile)
        .iter()
        .map(|event| (event.name, event.attributes));
    spans.chain(metrics).chain(events)
}

#[test]
fn every_entry_is_found_by_its_name() {
    for entry in attributes() {
        assert_eq!(attribute(entry.key), Some(entry));
    }
    for entry in renames() {
        assert_eq!(renamed(entry.from), Some(entry));
    }
    for profile in Profile::ALL {
        for entry in span::spans(profile) {
            assert_eq!(span::span(profile, entry.id), Some(*entry));
            assert!(
                entry
                    .attributes
                    .iter()
                    .all(|one| entry.requirement(one.key) == Some(one))
            );
        }
        for entry in metric::metrics(profile) {
            assert_eq!(metric::metric(profile, entry.name), Some(*entry));
            assert!(
                entry
                    .attributes
                    .iter()
                    .all(|one| entry.requirement(one.key) == Some(one))
            );
        }
        for entry in event::events(profile) {
            assert_eq!(event::event(profile, entry.name), Some(*entry));
            assert!(
                entry
                    .attributes
                    .iter()
                    .all(|one| entry.requirement(one.key) == Some(one))
            );
        }
    }
}

#[test]
fn unknown_names_are_not_found() {
    for key in [
        "",
        ".",
        "gen_ai",
        "gen_ai.",
        "gen_ai.request",
        "zzz",
        "gen_ai.prompt.variable.",
    ] {
        assert_eq!(attribute(key), None, "{key}");
    }
    assert_eq!(span::span(Profile::Latest, "gen_ai.inference.client"), None);
    assert_eq!(
        metric::metric(Profile::V1_41, "gen_ai.client.inference.duration"),
        None
    );
    assert_eq!(event::event(Profile::Latest, "gen_ai.choice"), None);
    assert_eq!(renamed("gen_ai.request.model"), None);
}

#[test]
fn signals_carry_attributes_of_their_profile_only() {
    for profile in Profile::ALL {
        for (name, requirements) in signals(profile) {
            for requirement in requirements {
                let known = attribute(requirement.key).is_some_and(|a| a.is_current(profile));
                assert!(known, "{} of {name} in {}", requirement.key, profile.name());
            }
        }
    }
}

#[test]
fn every_operation_has_a_span_and_every_span_a_name_of_its_own_attributes() {
    for profile in Profile::ALL {
        let operations = attribute(attribute::GEN_AI_OPERATION_NAME);
        let operations = operations
            .and_then(|a| a.definition(profile))
            .unwrap()
            .members;
        assert!(operations.len() > 8);
        for operation in operations {
            assert!(
                !spans_of_operation(profile, operation).is_empty(),
                "{operation}"
            );
        }
        for span in span::spans(profile) {
            assert!(!span.kinds.is_empty());
            assert!(span.requirement(span.name.first).is_some(), "{}", span.id);
            for key in span.name.alternatives.iter().copied().flatten() {
                assert!(span.requirement(key).is_some(), "{key} of {}", span.id);
            }
        }
    }
}

#[test]
fn spans_are_as_the_conventions_describe_them() {
    let inference = &span::latest::GEN_AI_CLIENT_INFERENCE;
    assert_eq!(inference.kinds, [SpanKind::Client, SpanKind::Internal]);
    assert_eq!(
        inference.operations,
        ["chat", "text_completion", "generate_content"]
    );
    assert_eq!(inference.name.first, "gen_ai.operation.name");
    assert_eq!(inference.name.alternatives, [["gen_ai.request.model"]]);

    let mcp = &span::v1_41::MCP_CLIENT;
    assert_eq!(mcp.name.first, "mcp.method.name");
    assert_eq!(
        mcp.name.alternatives,
        [["gen_ai.tool.name"], ["gen_ai.prompt.name"]]
    );

    let command = &span::latest::GEN_AI_EXECUTE_TOOL_COMMAND_INTERNAL;
    assert_eq!(command.refines, Some("gen_ai.execute_tool.internal"));
    assert_eq!(command.operations, ["execute_tool"]);
    let lengths: Vec<_> = command
        .name
        .alternatives
        .iter()
        .map(|keys| keys.len())
        .collect();
    assert_eq!(lengths, [3, 2, 2, 1]);
    assert!(command.requirement("gen_ai.tool.name").is_some());

    let fetch = &span::latest::GEN_AI_FETCH_RESPONSE_CLIENT;
    assert!(fetch.name.alternatives.is_empty());

    for (profile, id) in [
        (Profile::Latest, "gen_ai.client.inference"),
        (Profile::V1_41, "gen_ai.inference.client"),
    ] {
        for provider in ["openai", "anthropic", "aws.bedrock", "azure.ai.inference"] {
            let refined = span::refinement(profile, id, provider).expect("a refinement");
            assert!(value::PROVIDERS.contains(&provider));
            assert_eq!(refined.kinds, [SpanKind::Client, SpanKind::Internal]);
        }
        let guardrail = span::refinement(profile, id, "aws.bedrock");
        let guardrail = guardrail.and_then(|span| span.requirement("aws.bedrock.guardrail.id"));
        assert_eq!(guardrail.map(|one| one.level), Some(Level::Required));
    }
}

#[test]
fn metrics_have_units_buckets_and_successors() {
    let usage = &metric::v1_41::GEN_AI_CLIENT_TOKEN_USAGE;
    assert_eq!((usage.unit, usage.boundaries.len()), ("{token}", 14));
    assert_eq!(usage.replaced_by.len(), 4);
    for profile in Profile::ALL {
        for metric in metric::metrics(profile) {
            let is_histogram = metric.instrument == metric::Instrument::Histogram;
            assert_eq!(
                is_histogram,
                !metric.boundaries.is_empty(),
                "{}",
                metric.name
            );
            assert!(metric.boundaries.is_sorted());
            let successors = metric.replaced_by.iter();
            let mut known = successors.map(|name| metric::metric(Profile::Latest, name));
            assert!(known.all(|found| found.is_some()));
        }
    }
    let details = event::event(
        Profile::Latest,
        event::GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS,
    );
    assert_eq!(details.and_then(|event| event.severity), Some(5));
}

#[test]
fn reserved_namespaces_are_complete() {
    for key in [
        "gen_ai.x",
        "mcp.x",
        "openai.x",
        "aws.bedrock.x",
        "error.x",
        "server.x",
        "user.x",
    ] {
        assert!(is_reserved(key), "{key}");
    }
    for key in [
        "aws.x",
        "genai_runtime.x",
        "chain.step.name",
        "gen_ai_x",
        "http.x",
        "process.x",
    ] {
        assert!(!is_reserved(key), "{key}");
    }
}

#[test]
fn renames_lead_to_keys_that_exist() {
    for rename in renames() {
        for to in rename.to {
            let found = attribute(to).expect("the replacement exists");
            assert!(found.is_current(Profile::Latest), "{to}");
        }
        let current = attribute(rename.from).is_some_and(|a| a.is_current(Profile::Latest));
        assert!(!current, "{} is current", rename.from);
    }
    assert_eq!(
        renamed("gen_ai.prompt").map(|r| r.kind),
        Some(RenameKind::Removed)
    );
    assert_eq!(
        renamed("llm.token_count.total").map(|r| r.to),
        Some(&[][..])
    );
    assert_eq!(
        renamed_span("gen_ai.inference.client").map(|r| r.to.len()),
        Some(1)
    );
    assert!(renamed_metric("gen_ai.client.token.usage").is_some());
}

#[test]
fn every_current_key_with_a_plain_value_is_typed() {
    macro_rules! keys {
        ($($(#[$diagnostic:meta])* $key:ident: $value:ty;)*) => {
            [$(stringify!($key)),*]
        };
    }
    let typed: &[&str] = &genai_semconv::__typed_values!(keys);
    let plain = attributes().iter().filter(|attribute| {
        let mut current = Profile::ALL
            .into_iter()
            .filter(|profile| attribute.is_current(*profile))
            .filter_map(|profile| attribute.definition(profile));
        current.any(|definition| {
            use genai_semconv::ValueType::{Boolean, Double, Int, String, Strings};
            matches!(
                definition.value_type,
                Boolean | Double | Int | String | Strings
            )
        })
    });
    let expected: Vec<_> = plain
        .map(|attribute| attribute.key.replace(['.', '-'], "_"))
        .collect();
    assert_eq!(typed, expected);
}
