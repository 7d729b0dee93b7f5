//! The real conventions, where `GENAI_SEMCONV` names them: their counts.

use super::super::check;
use super::super::registry::Registry;
use super::super::sources::{Sources, VARIABLE};

/// The registry of the real conventions; says so where they are not there.
pub(super) fn registry() -> Option<Registry> {
    let sources = Sources::from_environment();
    if sources.is_none() {
        println!("skipped: {VARIABLE} is not set");
    }
    sources.map(|sources| sources.registry().unwrap())
}

#[test]
fn the_latest_conventions_have_as_much_as_they_should() {
    let Some(registry) = registry() else { return };
    let beneath = |prefix: &str| {
        let all = registry
            .attributes
            .iter()
            .filter(|(key, _)| key.starts_with(prefix));
        all.filter(|(_, entry)| entry.latest.is_some()).count()
    };
    // Attributes that the latest conventions define themselves, none of them deprecated.
    let attributes = ["gen_ai.", "openai.", "aws.bedrock.", "mcp."].map(beneath);
    assert_eq!(attributes, [79, 4, 2, 4]);

    // Spans in their own right: eleven of `gen_ai` and two of MCP; refinements for single providers and
    // kinds of tools are apart.
    let spans = registry.latest.spans.iter();
    let (refinements, spans): (Vec<_>, Vec<_>) =
        spans.partition(|(_, span)| span.refines.is_some());
    assert_eq!((spans.len(), refinements.len()), (13, 8));
    assert_eq!(
        spans
            .iter()
            .filter(|(id, _)| id.starts_with("mcp."))
            .count(),
        2
    );

    // Metrics of `gen_ai` and MCP together; what OpenAI adds to nine of them is apart.
    let metrics = &registry.latest.metrics;
    let refinements = metrics.values().map(|metric| metric.refinements.len());
    assert_eq!((metrics.len(), refinements.sum::<usize>()), (23, 9));
    assert_eq!(registry.latest.events.len(), 3);
    assert_eq!(registry.latest.entities.len(), 1);
}

#[test]
fn the_tables_are_what_their_pin_names() {
    assert_eq!(check(), Ok(()));
}

#[test]
fn v1_41_has_as_much_as_it_should() {
    let Some(registry) = registry() else { return };
    let spans = registry.v1_41.spans.values();
    let (refinements, spans): (Vec<_>, Vec<_>) = spans.partition(|span| span.refines.is_some());
    // It defines the spans of four providers as spans of their own: fourteen in all.
    assert_eq!((spans.len(), refinements.len()), (10, 4));
    assert_eq!(
        (registry.v1_41.metrics.len(), registry.v1_41.events.len()),
        (11, 3)
    );
}
