//! Carriers, and how propagators read and write them.

use std::borrow::Cow;

use opentelemetry::propagation::text_map_propagator::FieldIter;
use opentelemetry::propagation::{Extractor, Injector};

use super::{baggage, traceparent};

/// A type that [`inject`](super::inject) writes a context to and [`extract`](super::extract) reads it from:
///
/// - [`http::HeaderMap`]. Names are case-insensitive; a field in several headers is read as one list, so that
///   two `traceparent` headers are invalid.
/// - `HashMap<String, String>` and `BTreeMap<String, String>`, for the headers of queues and RPC systems. Keys
///   are case-insensitive, too; they are written in lower case.
/// - [`serde_json::Map<String, Value>`](https://docs.rs/serde_json/latest/serde_json/struct.Map.html) and
///   `Value` (feature `serde_json`), for the payload of a message or the `_meta` of the Model Context Protocol's
///   requests. Keys are `traceparent`, `tracestate` and `baggage`, without a prefix. A value that is not a
///   string is ignored; a `Value` that is not an object is neither read nor written.
///
/// This trait is sealed: it cannot be implemented for other types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` carries no trace context",
    note = "carriers are `http::HeaderMap`, `HashMap<String, String>`, `BTreeMap<String, String>` and, with the \
            feature `serde_json`, `serde_json::Map<String, Value>` and `serde_json::Value`"
)]
pub trait Carrier: Fields {}

impl<C: Fields + ?Sized> Carrier for C {}

/// The fields of a carrier.
pub trait Fields {
    /// The text of a field; owned if it is joined from several.
    fn text(&self, field: &str) -> Option<Cow<'_, str>>;

    /// The names of all fields.
    fn names(&self) -> Vec<&str>;

    /// Sets a field, replacing its value. An invalid text removes the field, whose value belongs to another context.
    fn put(&mut self, field: &str, text: String);

    /// Removes a field, and leaves all others in their order.
    fn remove(&mut self, field: &str);
}

/// A carrier as propagators write it.
pub(super) struct Writer<'a, C: ?Sized>(pub(super) &'a mut C);

impl<C: Fields + ?Sized> Injector for Writer<'_, C> {
    fn set(&mut self, key: &str, value: String) {
        if key.eq_ignore_ascii_case(baggage::FIELD) && !value.is_empty() {
            self.0.put(key, baggage::as_header_text(value));
        } else if value.is_empty() || value.bytes().any(|byte| byte.is_ascii_control()) {
            // An empty `tracestate` means the same as none. One with a line break, which a map or JSON may have
            // carried, would inject a header if written to a connection.
            self.0.remove(key);
        } else {
            self.0.put(key, value);
        }
    }
}

/// A carrier as propagators read it. Texts are read in advance, because a propagator borrows them.
pub(super) struct Reader<'a, C: ?Sized> {
    carrier: &'a C,
    fields: Vec<(&'a str, Option<Cow<'a, str>>)>,
}

impl<'a, C: Fields + ?Sized> Reader<'a, C> {
    /// Reads the fields of a propagator.
    pub(super) fn new(carrier: &'a C, fields: FieldIter<'a>) -> Self {
        let read = |field: &'a str| {
            let text = carrier.text(field);
            let text = text.filter(|text| {
                // The SDK's propagator accepts short ids, signs and flags of one digit.
                field != traceparent::FIELD || traceparent::is_well_formed(text)
            });
            let text = match field {
                baggage::FIELD => text.map(baggage::with_whole_values),
                _ => text,
            };
            (field, text)
        };
        Self {
            carrier,
            fields: fields.map(read).collect(),
        }
    }
}

impl<C: Fields + ?Sized> Extractor for Reader<'_, C> {
    fn get(&self, key: &str) -> Option<&str> {
        let mut known = self.fields.iter();
        match known.find(|(field, _)| field.eq_ignore_ascii_case(key)) {
            Some((_, text)) => text.as_deref(),
            // A propagator may read further fields, whose names it gets from `keys`.
            None => match self.carrier.text(key) {
                Some(Cow::Borrowed(text)) => Some(text),
                _ => None,
            },
        }
    }

    fn keys(&self) -> Vec<&str> {
        self.carrier.names()
    }
}
