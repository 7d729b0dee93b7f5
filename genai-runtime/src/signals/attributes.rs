//! Lists of attributes on their way to a span or a metric.

use std::fmt;

use genai_semconv::attribute::{self, is_reserved};
use opentelemetry::{KeyValue, StringValue, Value};

use super::redacted::redact_attributes;
use super::{Conventions, Server};
use crate::attributes::string_array;
use crate::kind::OperationKind;
use crate::redact::Redaction;
use crate::report::value::{Int64, Integer, Number, Text, Texts};

/// The attributes of one span or measurement, in the order in which they were added.
#[derive(Default)]
pub(crate) struct Attributes(Vec<KeyValue>);

/// Shows keys only: the values may hold content.
impl fmt::Debug for Attributes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.0.iter().map(|attribute| attribute.key.as_str());
        formatter.debug_set().entries(keys).finish()
    }
}

/// Initial capacity for a span's attributes, enough for most without reallocation. A larger list would leave the
/// allocator's fast path.
const ROOM: usize = 18;

/// Initial capacity for what is added after the span has started.
const DETAILS_ROOM: usize = 8;

/// Initial capacity for steps, which have few attributes.
const STEP_ROOM: usize = 6;

/// The largest capacity that is kept for reuse.
pub(crate) const MOST_ROOM: usize = 64;

impl Attributes {
    /// A list with the initial capacity for a span of this kind.
    pub(super) fn of_span(kind: OperationKind) -> Self {
        let room = match kind {
            OperationKind::Step | OperationKind::Workflow => STEP_ROOM,
            _ => ROOM,
        };
        Self(Vec::with_capacity(room))
    }

    /// Reserves capacity for what is added after the span has started.
    pub(crate) fn make_room(&mut self) {
        self.0.reserve(DETAILS_ROOM);
    }

    /// Clears the list, and keeps its capacity up to [`MOST_ROOM`].
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

    /// Sets an attribute of the user's own. A key of the conventions is written under its name in each release that is
    /// chosen.
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

    /// Sets `top_k`: a double in v1.41, an integer since. Since then, retrievals have a key of their own.
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

    /// Sets the number of requested answers, unless it is one.
    pub(crate) fn choice_count(&mut self, count: &impl Integer) {
        let count = count.integer().filter(|count| count.value() != 1);
        self.integer(attribute::GEN_AI_REQUEST_CHOICE_COUNT, &count);
    }

    pub(crate) fn into_vec(self) -> Vec<KeyValue> {
        self.0
    }

    /// Adds attributes, replacing those with the same keys.
    pub(crate) fn replace(&mut self, others: Self) {
        self.0.retain(|known| !others.contains(known.key.as_str()));
        self.0.extend(others.0);
    }

    /// Keeps the attributes whose keys satisfy the predicate.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.0.retain(|known| is_kept(known.key.as_str()));
    }

    pub(crate) fn extend(&mut self, attributes: impl Iterator<Item = KeyValue>) {
        self.0.extend(attributes);
    }

    /// Redacts the values.
    pub(super) fn redact(&mut self, redaction: &Redaction) {
        redact_attributes(&mut self.0, redaction);
    }

    pub(super) fn as_slice(&self) -> &[KeyValue] {
        &self.0
    }

    /// Adds the provider, where that is known only when the operation ends.
    pub(crate) fn provider(&mut self, provider: Option<&StringValue>) {
        self.add(attribute::GEN_AI_PROVIDER_NAME, provider.cloned());
    }

    /// Adds the outcome, where the span's status cannot express it.
    pub(crate) fn outcome(&mut self, outcome: Option<&'static str>) {
        self.add(attribute::GENAI_RUNTIME_OUTCOME, outcome);
    }

    /// Adds the sizes of input and output in bytes, whether or not content is captured.
    pub(crate) fn sizes(&mut self, input: Option<u64>, output: u64) {
        let bytes = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
        self.add(attribute::GENAI_RUNTIME_INPUT_BYTES, input.map(bytes));
        let output = (output > 0).then(|| bytes(output));
        self.add(attribute::GENAI_RUNTIME_OUTPUT_BYTES, output);
    }

    /// Marks that an integer did not fit an `i64`.
    pub(crate) fn saturated(&mut self, is_saturated: bool) {
        if is_saturated {
            self.set(attribute::GENAI_RUNTIME_VALUE_SATURATED, Some(true.into()));
        }
    }

    /// Marks that the user's code that describes the call has panicked.
    pub(crate) fn report_panicked(&mut self, panicked: bool) {
        let panicked = panicked.then_some(true);
        self.add(attribute::GENAI_RUNTIME_REPORT_PANICKED, panicked);
    }

    /// Adds an attribute whose key the list does not contain yet; `None` adds nothing.
    pub(super) fn add(&mut self, key: &'static str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.push(KeyValue::new(key, value));
        }
    }

    /// Adds the address and port of a server.
    pub(super) fn add_server(&mut self, server: Option<&Server>) {
        let Some(Server { address, port }) = server else {
            return;
        };
        self.add(attribute::SERVER_ADDRESS, Some(address.clone()));
        self.add(attribute::SERVER_PORT, port.map(i64::from));
    }

    /// Adds an attribute or replaces its value; the SDK would export a key that is added twice as two attributes.
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

    /// Adds the user's own attributes, except under keys that the framework sets: in this list, in `opening`, or
    /// `error.type` of a failure.
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
