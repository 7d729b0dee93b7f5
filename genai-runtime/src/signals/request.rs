//! Attributes that describe what was asked for.

use genai_semconv::attribute;
use opentelemetry::{Array, KeyValue, StringValue, Value};

use super::AttributeValue;
use crate::report::value::{Integer, Number, Text, Texts};

/// The attributes of one operation, in the order in which they were said.
#[derive(Debug, Default)]
pub(crate) struct RequestAttributes(Vec<KeyValue>);

impl RequestAttributes {
    pub(crate) fn text(&mut self, key: &'static str, value: &impl Text) {
        self.push(key, value.text().map(|text| Value::from(text.into_owned())));
    }

    pub(crate) fn number(&mut self, key: &'static str, value: &impl Number) {
        self.push(key, value.number().map(Value::F64));
    }

    pub(crate) fn integer(&mut self, key: &'static str, value: &impl Integer) {
        self.push(key, value.integer().map(Value::I64));
    }

    pub(crate) fn texts(&mut self, key: &'static str, value: &impl Texts) {
        let texts = value.texts().filter(|texts| !texts.is_empty());
        self.push(key, texts.map(string_array));
    }

    /// An attribute of the user's own.
    pub(crate) fn own(&mut self, key: &'static str, value: &(impl AttributeValue + ?Sized)) {
        self.push(key, value.attribute_value());
    }

    /// The number of answers that were asked for: said only where it is not one.
    pub(crate) fn choice_count(&mut self, count: &impl Integer) {
        let count = count.integer().filter(|count| *count != 1);
        self.push(
            attribute::GEN_AI_REQUEST_CHOICE_COUNT,
            count.map(Value::I64),
        );
    }

    pub(crate) fn into_vec(self) -> Vec<KeyValue> {
        self.0
    }

    /// The SDK keeps a key that is written twice; here the last value replaces the first.
    fn push(&mut self, key: &'static str, value: Option<Value>) {
        let Some(value) = value else { return };
        match self.0.iter_mut().find(|known| known.key.as_str() == key) {
            Some(known) => known.value = value,
            None => self.0.push(KeyValue::new(key, value)),
        }
    }
}

pub(super) fn string_array(texts: Vec<String>) -> Value {
    Value::Array(Array::String(
        texts.into_iter().map(StringValue::from).collect(),
    ))
}
