//! How much memory a span that waits takes, near enough to bound what waits, and cheap enough for the thread that
//! ends it.

use opentelemetry::trace::Status;
use opentelemetry::{Array, KeyValue, StringValue, Value};

use super::record::Record;

/// Bytes of a span with what it points to. Keys count as constants, which nearly all are, and so does the scope.
pub(super) fn bytes_of(record: &Record) -> usize {
    let span = &record.span;
    let events = &span.events.events;
    let links = &span.links.links;
    let of_events = events
        .iter()
        .map(|event| size_of_val(event) + event.name.len() + attributes(&event.attributes));
    let of_links = links
        .iter()
        .map(|link| size_of_val(link) + attributes(&link.attributes));
    let status = match &span.status {
        Status::Error { description } => description.len(),
        Status::Unset | Status::Ok => 0,
    };
    let lists = of_events.sum::<usize>() + of_links.sum::<usize>();
    let texts = span.name.len() + status + record.closing.bytes();
    size_of_val(record) + texts + attributes(&span.attributes) + lists
}

/// Room that nobody uses is taken all the same.
fn attributes(attributes: &Vec<KeyValue>) -> usize {
    let values: usize = attributes.iter().map(|pair| value(&pair.value)).sum();
    attributes.capacity() * size_of::<KeyValue>() + values
}

fn value(value: &Value) -> usize {
    match value {
        Value::String(text) => text.as_str().len(),
        Value::Array(Array::String(texts)) => {
            let letters: usize = texts.iter().map(|text| text.as_str().len()).sum();
            texts.capacity() * size_of::<StringValue>() + letters
        }
        Value::Array(Array::I64(numbers)) => numbers.capacity() * size_of::<i64>(),
        Value::Array(Array::F64(numbers)) => numbers.capacity() * size_of::<f64>(),
        Value::Array(Array::Bool(flags)) => flags.capacity(),
        // Numbers and flags are in the list itself.
        _ => 0,
    }
}
