//! JSON objects: payloads of messages, and the `_meta` of the Model Context Protocol.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::carrier::Fields;

impl Fields for Map<String, Value> {
    fn text(&self, field: &str) -> Option<Cow<'_, str>> {
        self.get(field)?.as_str().map(Cow::Borrowed)
    }

    fn names(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }

    fn put(&mut self, field: &str, text: String) {
        self.insert(field.to_owned(), Value::String(text));
    }

    fn remove(&mut self, field: &str) {
        // With `serde_json`'s feature `preserve_order`, `Map::remove` would reorder the entries.
        if self.contains_key(field) {
            self.retain(|name, _| name != field);
        }
    }
}

impl Fields for Value {
    fn text(&self, field: &str) -> Option<Cow<'_, str>> {
        self.as_object()?.text(field)
    }

    fn names(&self) -> Vec<&str> {
        self.as_object().map(Fields::names).unwrap_or_default()
    }

    fn put(&mut self, field: &str, text: String) {
        if let Some(object) = self.as_object_mut() {
            object.put(field, text);
        }
    }

    fn remove(&mut self, field: &str) {
        if let Some(object) = self.as_object_mut() {
            Fields::remove(object, field);
        }
    }
}
