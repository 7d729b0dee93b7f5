//! Estimates the memory of a queued span, cheaply enough for the thread that ends it.

use std::ops::AddAssign;

use opentelemetry::trace::Status;
use opentelemetry::{Array, KeyValue, StringValue, Value};
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};

use super::own_span::Extras;

/// The approximate size of a queued span in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    /// In the queue, heap and unused capacity included.
    pub(super) memory: usize,
    /// As it is exported.
    pub(super) leaving: usize,
}

impl Size {
    pub(super) fn more(self, bytes: usize) -> Self {
        Self {
            memory: self.memory + bytes,
            leaving: self.leaving + bytes,
        }
    }
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.memory += other.memory;
        self.leaving += other.leaving;
    }
}

/// The size of a span of the SDK. Keys count as static, which nearly all are, and so does the scope.
pub(super) fn size_of_span(span: &SpanData) -> Size {
    let SpanData {
        events,
        links,
        status,
        ..
    } = span;
    let lists = size_of_lists(events, links) + size_of_status(status);
    let content =
        size_of_val(span) + span.name.len() + lists + size_of_attributes(&span.attributes);
    let unused = span.attributes.capacity() - span.attributes.len();
    Size {
        memory: content + unused * size_of::<KeyValue>(),
        leaving: content,
    }
}

pub(super) fn size_of_extras(extras: &Extras) -> usize {
    let Extras {
        name,
        events,
        links,
        status,
    } = extras;
    let name = name.as_ref().map_or(0, |name| name.len());
    size_of_val(extras) + name + size_of_lists(events, links) + size_of_status(status)
}

fn size_of_lists(events: &SpanEvents, links: &SpanLinks) -> usize {
    let events = events
        .events
        .iter()
        .map(|event| size_of_val(event) + event.name.len() + size_of_attributes(&event.attributes));
    let links = links
        .links
        .iter()
        .map(|link| size_of_val(link) + size_of_attributes(&link.attributes));
    events.sum::<usize>() + links.sum::<usize>()
}

fn size_of_status(status: &Status) -> usize {
    match status {
        Status::Error { description } => description.len(),
        Status::Unset | Status::Ok => 0,
    }
}

pub(super) fn size_of_attributes(attributes: &[KeyValue]) -> usize {
    let values: usize = attributes.iter().map(|pair| value(&pair.value)).sum();
    size_of_val(attributes) + values
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
