//! What a capture tells, but for ids and times: two ways to do the same must tell the same.

use genai_runtime::testing::Capture;
use opentelemetry::logs::AnyValue;
use opentelemetry::trace::SpanContext;
use opentelemetry::{KeyValue, Value};

/// Attributes whose values are times.
const TIMES: [&str; 2] = [
    "gen_ai.response.time_to_first_chunk",
    "genai_runtime.stream.last_chunk.age",
];

/// All that a capture tells: spans in the order in which they started, metrics, events.
pub fn told(capture: &Capture) -> Vec<String> {
    let spans = capture.spans();
    let position = |id| spans.iter().position(|span| span.span_id == id);
    let mut told = Vec::new();
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
            .map(|event| format!("{} {:?}", event.name, lasting(&event.attributes)))
            .collect();
        told.push(format!(
            "span {} {:?} {:?} under {parent:?} linked to {links:?}: {:?} {events:?}",
            span.name,
            span.kind,
            span.status,
            lasting(&span.attributes),
        ));
    }
    for metric in capture.metrics() {
        let is_time = metric.unit == "s";
        let mut points: Vec<_> = metric
            .points
            .iter()
            .map(|point| {
                let sum = if is_time { 0.0 } else { point.sum };
                format!("{:?} {} {sum}", lasting(&point.attributes), point.count)
            })
            .collect();
        points.sort();
        told.push(format!("metric {} {points:?}", metric.name));
    }
    for event in capture.events() {
        let span = event.span.and_then(|(_, span)| position(span));
        let name = &event.name;
        let attributes = event.attributes.iter();
        let mut attributes: Vec<_> = attributes
            .map(|(key, value)| format!("{key}: {}", structured(value)))
            .collect();
        attributes.sort();
        told.push(format!("event {name} on {span:?}: {attributes:?}"));
    }
    told
}

/// A structured value, whose maps have no order.
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

fn lasting(attributes: &[KeyValue]) -> Vec<String> {
    let mut lasting: Vec<_> = attributes
        .iter()
        .map(|attribute| {
            let key = attribute.key.as_str();
            match &attribute.value {
                _ if TIMES.contains(&key) => format!("{key}: a time"),
                // As a text of its own and as a borrowed one.
                Value::String(text) => format!("{key}: {:?}", text.as_str()),
                value => format!("{key}: {value:?}"),
            }
        })
        .collect();
    lasting.sort();
    lasting
}
