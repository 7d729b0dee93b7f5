//! Lists of attributes on their way to a span or a metric.

use std::fmt;

use genai_semconv::attribute::{self, is_reserved};
use opentelemetry::{Array, KeyValue, StringValue, Value};

use super::redacted::redact_attributes;
use super::{Conventions, Server};
use crate::kind::OperationKind;
use crate::redact::Redaction;
use crate::report::value::{Int64, Integer, Number, Text, Texts};

/// The attributes of one span or measurement, in the order in which they were said.
#[derive(Default)]
pub(crate) struct Attributes(Vec<KeyValue>);

/// By their keys: what was said may be in their values.
impl fmt::Debug for Attributes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.0.iter().map(|attribute| attribute.key.as_str());
        formatter.debug_set().entries(keys).finish()
    }
}

/// Attributes that most spans have room for without moving. A list of more is taken from where the allocator does
/// not find it at once.
const ROOM: usize = 18;

/// The same of what is said of an operation once its span has started.
const DETAILS_ROOM: usize = 8;

/// The same of steps, about which the conventions have little to say.
const STEP_ROOM: usize = 6;

/// Room that is worth keeping for other spans.
pub(crate) const MOST_ROOM: usize = 64;

impl Attributes {
    /// A list with room for what most spans of a kind show.
    pub(super) fn of_span(kind: OperationKind) -> Self {
        let room = match kind {
            OperationKind::Step | OperationKind::Workflow => STEP_ROOM,
            _ => ROOM,
        };
        Self(Vec::with_capacity(room))
    }

    /// Makes room for what most operations say.
    pub(crate) fn make_room(&mut self) {
        self.0.reserve(DETAILS_ROOM);
    }

    /// Forgets what was said, and keeps the room for it unless that is much.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.0.clear();
        if self.0.capacity() > MOST_ROOM {
            self.0 = Vec::new();
        }
    }

    #[cfg(feature = "sdk")]
    pub(crate) fn reserve(&mut self, attributes: usize) {
        self.0.reserve(attributes);
    }

    #[cfg(feature = "sdk")]
    pub(super) fn list(&mut self) -> &mut Vec<KeyValue> {
        &mut self.0
    }

    pub(super) fn drain(&mut self) -> impl Iterator<Item = KeyValue> {
        self.0.drain(..)
    }

    pub(crate) fn text(&mut self, key: &'static str, value: &impl Text) {
        self.set(key, value.text().map(|text| Value::from(text.into_owned())));
    }

    pub(crate) fn number(&mut self, key: &'static str, value: &impl Number) {
        self.set(key, value.number().map(Value::F64));
    }

    pub(crate) fn integer(&mut self, key: &'static str, value: &impl Integer) {
        let integer = value.integer();
        self.set(key, integer.map(|integer| Value::I64(integer.value())));
        self.saturated(integer.is_some_and(Int64::is_saturated));
    }

    pub(crate) fn texts(&mut self, key: &'static str, value: &impl Texts) {
        let texts = value.texts().filter(|texts| !texts.is_empty());
        self.set(key, texts.map(string_array));
    }

    /// An attribute of the user's own. A key of the conventions is written as each of the chosen ones
    /// names it.
    pub(crate) fn own(
        &mut self,
        key: &'static str,
        value: Option<Value>,
        conventions: Conventions,
    ) {
        if !is_reserved(key) {
            return self.set(key, value);
        }
        for name in conventions.names(key) {
            self.set(name, conventions.typed(name, value.clone()));
        }
    }

    /// The number of candidates to choose from: a double in v1.41 and an integer since. A search has a
    /// key of its own since.
    pub(crate) fn top_k(
        &mut self,
        top_k: &impl Number,
        is_retrieval: bool,
        conventions: Conventions,
    ) {
        let number = top_k.number();
        let integer = number.and_then(whole);
        if is_retrieval && conventions.has_latest() {
            self.set(attribute::GEN_AI_RETRIEVAL_TOP_K, integer.map(Value::I64));
        }
        if conventions.has_v1_41() {
            self.set(attribute::GEN_AI_REQUEST_TOP_K, number.map(Value::F64));
        } else if !is_retrieval {
            self.set(attribute::GEN_AI_REQUEST_TOP_K, integer.map(Value::I64));
        }
    }

    /// The number of answers that were asked for: said only where it is not one.
    pub(crate) fn choice_count(&mut self, count: &impl Integer) {
        let count = count.integer().filter(|count| count.value() != 1);
        self.integer(attribute::GEN_AI_REQUEST_CHOICE_COUNT, &count);
    }

    pub(crate) fn into_vec(self) -> Vec<KeyValue> {
        self.0
    }

    /// Adds attributes; those that are there under the same keys go.
    pub(crate) fn replace(&mut self, others: Self) {
        self.0.retain(|known| !others.contains(known.key.as_str()));
        self.0.extend(others.0);
    }

    /// Forgets those under other keys than these.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.0.retain(|known| is_kept(known.key.as_str()));
    }

    pub(crate) fn extend(&mut self, attributes: impl Iterator<Item = KeyValue>) {
        self.0.extend(attributes);
    }

    /// Takes out of the values what must not leave.
    pub(super) fn redact(&mut self, redaction: &Redaction) {
        redact_attributes(&mut self.0, redaction);
    }

    pub(super) fn as_slice(&self) -> &[KeyValue] {
        &self.0
    }

    /// Whose service was used, where that is only known in the end.
    pub(crate) fn provider(&mut self, provider: Option<&StringValue>) {
        self.add(attribute::GEN_AI_PROVIDER_NAME, provider.cloned());
    }

    /// How an operation ended where its status cannot say it.
    pub(crate) fn outcome(&mut self, outcome: Option<&'static str>) {
        self.add(attribute::GENAI_RUNTIME_OUTCOME, outcome);
    }

    /// How much was said, whether or not it is captured.
    pub(crate) fn sizes(&mut self, input: Option<u64>, output: u64) {
        let bytes = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
        self.add(attribute::GENAI_RUNTIME_INPUT_BYTES, input.map(bytes));
        let output = (output > 0).then(|| bytes(output));
        self.add(attribute::GENAI_RUNTIME_OUTPUT_BYTES, output);
    }

    /// An integer was beyond what OpenTelemetry can hold.
    pub(crate) fn saturated(&mut self, is_saturated: bool) {
        if is_saturated {
            self.set(attribute::GENAI_RUNTIME_VALUE_SATURATED, Some(true.into()));
        }
    }

    /// Code of the user's that describes the call has panicked.
    pub(crate) fn report_panicked(&mut self, panicked: bool) {
        let panicked = panicked.then_some(true);
        self.add(attribute::GENAI_RUNTIME_REPORT_PANICKED, panicked);
    }

    /// Adds an attribute whose key is not there yet; `None` adds nothing.
    pub(super) fn add(&mut self, key: &'static str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.push(KeyValue::new(key, value));
        }
    }

    /// Adds where the operation is served.
    pub(super) fn add_server(&mut self, server: Option<&Server>) {
        let Some(Server { address, port }) = server else {
            return;
        };
        self.add(attribute::SERVER_ADDRESS, Some(address.clone()));
        self.add(attribute::SERVER_PORT, port.map(i64::from));
    }

    /// Sets an attribute that the user may set too: the SDK keeps a key that is written twice, here the
    /// last value replaces the first.
    pub(super) fn set(&mut self, key: &'static str, value: Option<Value>) {
        let Some(value) = value else { return };
        match self.0.iter_mut().find(|known| known.key.as_str() == key) {
            Some(known) => known.value = value,
            None => self.0.push(KeyValue::new(key, value)),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the user's own attributes, but for those under whose keys the framework has something to
    /// say: here, when the span was opened, or because the operation failed.
    pub(crate) fn add_own(&mut self, own: Self, opening: &Self, has_failed: bool) {
        for attribute in own.0 {
            let key = attribute.key.as_str();
            let is_taken = self.contains(key)
                || opening.contains(key)
                || (has_failed && key == attribute::ERROR_TYPE);
            if !is_taken {
                self.0.push(attribute);
            }
        }
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.0.iter().any(|known| known.key.as_str() == key)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number in the range of exact integers"
)]
pub(super) fn whole(number: f64) -> Option<i64> {
    let is_whole = number.fract() == 0.0 && number.abs() < 2_f64.powi(53);
    is_whole.then_some(number as i64)
}

pub(super) fn string_array(texts: Vec<String>) -> Value {
    Value::Array(Array::String(
        texts.into_iter().map(StringValue::from).collect(),
    ))
}
