//! Captured telemetry as text, without ids and times: two equivalent ways must have equal snapshots.

use genai_runtime::testing::Capture;
use opentelemetry::logs::AnyValue;
use opentelemetry::trace::SpanContext;
use opentelemetry::{KeyValue, Value};

/// Attributes whose values are times.
const TIMES: [&str; 2] = [
    "gen_ai.response.time_to_first_chunk",
    "genai_runtime.stream.last_chunk.age",
];

/// A snapshot of all captured telemetry: spans in the order of their starts, metrics, events.
pub fn snapshot(capture: &Capture) -> Vec<String> {
    let spans = capture.spans();
    let position = |id| spans.iter().position(|span| span.span_id == id);
    let mut snapshot = Vec::new();
    for span in &spans {
        let parent = span.parent_id.and_then(position);
        let linked = |context: &SpanContext| position(context.span_id());
        let links: Vec<_> = span
            .links
            .iter()
            .map(|link| linked(&link.span_context))
            .collect();
        let events: Vec<_> = span
            .events
            .iter()
            .map(|event| format!("{} {:?}", event.name, stable(&event.attributes)))
            .collect();
        snapshot.push(format!(
            "span {} {:?} {:?} under {parent:?} linked to {links:?}: {:?} {events:?}",
            span.name,
            span.kind,
            span.status,
            stable(&span.attributes),
        ));
    }
    for metric in capture.metrics() {
        let is_time = metric.unit == "s";
        let mut points: Vec<_> = metric
            .points
            .iter()
            .map(|point| {
                let sum = if is_time { 0.0 } else { point.sum };
                format!("{:?} {} {sum}", stable(&point.attributes), point.count)
            })
            .collect();
        points.sort();
        snapshot.push(format!("metric {} {points:?}", metric.name));
    }
    for event in capture.events() {
        let span = event.span.and_then(|(_, span)| position(span));
        let name = &event.name;
        let attributes = event.attributes.iter();
        let mut attributes: Vec<_> = attributes
            .map(|(key, value)| format!("{key}: {}", structured(value)))
            .collect();
        attributes.sort();
        snapshot.push(format!("event {name} on {span:?}: {attributes:?}"));
    }
    snapshot
}

/// A structured value with sorted maps.
fn structured(value: &AnyValue) -> String {
    match value {
        AnyValue::String(text) => format!("{:?}", text.as_str()),
        AnyValue::ListAny(values) => {
            let values: Vec<_> = values.iter().map(structured).collect();
            format!("[{}]", values.join(", "))
        }
        AnyValue::Map(fields) => {
            let fields = fields.iter();
            let mut fields: Vec<_> = fields
                .map(|(key, value)| format!("{key}: {}", structured(value)))
                .collect();
            fields.sort();
            format!("{{{}}}", fields.join(", "))
        }
        value => format!("{value:?}"),
    }
}

fn stable(attributes: &[KeyValue]) -> Vec<String> {
    let mut stable: Vec<_> = attributes
        .iter()
        .map(|attribute| {
            let key = attribute.key.as_str();
            match &attribute.value {
                _ if TIMES.contains(&key) => format!("{key}: a time"),
                // `Debug` distinguishes owned from borrowed strings.
                Value::String(text) => format!("{key}: {:?}", text.as_str()),
                value => format!("{key}: {value:?}"),
            }
        })
        .collect();
    stable.sort();
    stable
}
