//! Attributes of all signals in one form.

use genai_semconv::ValueType;
use opentelemetry::logs::AnyValue;
use opentelemetry::{Array, Key, KeyValue, Value};

/// An attribute as it was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact<'a> {
    pub(super) key: &'a str,
    pub(super) value: Found<'a>,
}

/// A value, in the detail that the rules need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Found<'a> {
    Text(&'a str),
    Integer(i64),
    Double,
    Boolean(bool),
    /// A list of that type.
    List(ValueType),
    /// A list without elements: of any type.
    EmptyList,
    /// A map, a mixed list or bytes.
    Structured,
}

/// The attributes of one span, data point or event.
#[derive(Debug)]
pub(super) struct Facts<'a>(Vec<Fact<'a>>);

impl<'a> Facts<'a> {
    pub(super) fn of_values(attributes: &'a [KeyValue]) -> Self {
        let facts = attributes.iter().map(|attribute| Fact {
            key: attribute.key.as_str(),
            value: Found::from(&attribute.value),
        });
        Self(facts.collect())
    }

    pub(super) fn of_any_values(attributes: &'a [(Key, AnyValue)]) -> Self {
        let facts = attributes.iter().map(|(key, value)| Fact {
            key: key.as_str(),
            value: Found::from(value),
        });
        Self(facts.collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Fact<'a>> {
        self.0.iter()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.iter().any(|fact| fact.key == key)
    }

    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        let fact = self.iter().find(|fact| fact.key == key)?;
        match fact.value {
            Found::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether there is an attribute in a namespace.
    pub(super) fn has_beneath(&self, namespace: &str) -> bool {
        self.iter().any(|fact| is_beneath(fact.key, namespace))
    }

    /// Keys that are set more than once, without repetition.
    pub(super) fn repeated(&self) -> Vec<&'a str> {
        let mut keys: Vec<_> = self.iter().map(|fact| fact.key).collect();
        keys.sort_unstable();
        let repeated = keys
            .chunk_by(|left, right| left == right)
            .filter(|equal| equal.len() > 1);
        repeated
            .filter_map(|equal| equal.first().copied())
            .collect()
    }
}

/// Whether a name is in a namespace.
pub(super) fn is_beneath(name: &str, namespace: &str) -> bool {
    name.strip_prefix(namespace)
        .is_some_and(|rest| rest.starts_with('.'))
}

impl<'a> From<&'a Value> for Found<'a> {
    fn from(value: &'a Value) -> Self {
        let (value_type, is_empty) = match value {
            Value::String(text) => return Self::Text(text.as_str()),
            Value::I64(integer) => return Self::Integer(*integer),
            Value::F64(_) => return Self::Double,
            Value::Bool(boolean) => return Self::Boolean(*boolean),
            Value::Array(Array::String(list)) => (ValueType::Strings, list.is_empty()),
            Value::Array(Array::I64(list)) => (ValueType::Ints, list.is_empty()),
            Value::Array(Array::F64(list)) => (ValueType::Doubles, list.is_empty()),
            Value::Array(Array::Bool(list)) => (ValueType::Booleans, list.is_empty()),
            _ => return Self::Structured,
        };
        if is_empty {
            Self::EmptyList
        } else {
            Self::List(value_type)
        }
    }
}

impl<'a> From<&'a AnyValue> for Found<'a> {
    fn from(value: &'a AnyValue) -> Self {
        match value {
            AnyValue::String(text) => Self::Text(text.as_str()),
            AnyValue::Int(integer) => Self::Integer(*integer),
            AnyValue::Double(_) => Self::Double,
            AnyValue::Boolean(boolean) => Self::Boolean(*boolean),
            AnyValue::ListAny(list) => Self::from(&list[..]),
            _ => Self::Structured,
        }
    }
}

impl<'a> From<&'a [AnyValue]> for Found<'a> {
    fn from(list: &'a [AnyValue]) -> Self {
        let [first, rest @ ..] = list else {
            return Self::EmptyList;
        };
        let list_of = |value: &'a AnyValue| match Self::from(value) {
            Self::Text(_) => Some(ValueType::Strings),
            Self::Integer(_) => Some(ValueType::Ints),
            Self::Double => Some(ValueType::Doubles),
            Self::Boolean(_) => Some(ValueType::Booleans),
            Self::List(_) | Self::EmptyList | Self::Structured => None,
        };
        let value_type = list_of(first).filter(|of_first| {
            let of_first = Some(*of_first);
            rest.iter().all(|value| list_of(value) == of_first)
        });
        value_type.map_or(Self::Structured, Self::List)
    }
}
