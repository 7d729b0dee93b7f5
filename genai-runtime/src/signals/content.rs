//! Captured content as attributes of spans and events.

use std::sync::Arc;

use opentelemetry::logs::AnyValue;
use opentelemetry::{Key, KeyValue};
use serde_json::Value;

use genai_semconv::attribute;

use crate::content::{Captured, Rendered, Shape};
#[cfg(feature = "sdk")]
use crate::content::{Deferred, deferred};

/// Content that is rendered already, or that one of this crate's exporters renders.
#[derive(Debug)]
pub(crate) enum Content {
    Now(Arc<Rendered>),
    #[cfg(feature = "sdk")]
    Later(Arc<Deferred>),
}

impl Content {
    /// Defers rendering to the export if `may_wait`: if only this crate's exporters receive the content.
    #[cfg(feature = "sdk")]
    pub(crate) fn of(captured: Captured, may_wait: bool) -> Self {
        if !may_wait {
            return Self::Now(Arc::new(captured.render()));
        }
        match Deferred::new(captured) {
            Ok(deferred) => Self::Later(deferred),
            Err(captured) => Self::Now(Arc::new(captured.render())),
        }
    }

    /// Renders at once: without the SDK there is no exporter to defer to.
    #[cfg(not(feature = "sdk"))]
    pub(crate) fn of(captured: Captured, _may_wait: bool) -> Self {
        Self::Now(Arc::new(captured.render()))
    }

    /// Attributes for a span; none if rendering is deferred.
    pub(super) fn span_attributes(&self) -> Vec<KeyValue> {
        match self {
            Self::Now(rendered) => span_attributes(rendered),
            #[cfg(feature = "sdk")]
            Self::Later(_) => Vec::new(),
        }
    }

    /// Attributes for an event; none if rendering is deferred.
    pub(super) fn event_attributes(&self) -> Vec<(Key, AnyValue)> {
        match self {
            Self::Now(rendered) => event_attributes(rendered),
            #[cfg(feature = "sdk")]
            Self::Later(_) => Vec::new(),
        }
    }

    /// Runs code that ends a span or emits an event, and offers deferred content to the exporters that it reaches.
    #[cfg(feature = "sdk")]
    pub(super) fn offering<R>(content: Option<&Self>, run: impl FnOnce() -> R) -> R {
        let later = match content {
            Some(Self::Later(content)) => Some(Arc::clone(content)),
            Some(Self::Now(_)) | None => None,
        };
        deferred::offering(later, run)
    }

    #[cfg(not(feature = "sdk"))]
    pub(super) fn offering<R>(_content: Option<&Self>, run: impl FnOnce() -> R) -> R {
        run()
    }
}

/// Content as attributes of a span: JSON as text.
pub(crate) fn span_attributes(rendered: &Rendered) -> Vec<KeyValue> {
    let attributes = rendered.attributes.iter().flat_map(|(key, shape)| {
        let (Shape::Text(text) | Shape::Json(text)) = shape;
        let further = rendered.further_names.attributes(key, shape);
        let further = further
            .into_iter()
            .map(|(name, text)| KeyValue::new(name, text));
        std::iter::once(KeyValue::new(key.clone(), text.clone())).chain(further)
    });
    let omitted = omitted(rendered).map(|bytes| {
        let key = attribute::GENAI_RUNTIME_CONTENT_OMITTED_BYTES;
        KeyValue::new(key, bytes)
    });
    attributes.chain(omitted).collect()
}

/// Content as attributes of an event: structured values.
pub(crate) fn event_attributes(rendered: &Rendered) -> Vec<(Key, AnyValue)> {
    let attributes = rendered.attributes.iter().filter_map(|(key, shape)| {
        let value = match shape {
            Shape::Text(text) => AnyValue::from(text.clone()),
            Shape::Json(json) => structured(serde_json::from_str(json).ok()?)?,
        };
        Some((Key::from(key.clone()), value))
    });
    let omitted = omitted(rendered).map(|bytes| {
        let key = attribute::GENAI_RUNTIME_CONTENT_OMITTED_BYTES;
        (Key::from(key), AnyValue::Int(bytes))
    });
    attributes.chain(omitted).collect()
}

fn omitted(rendered: &Rendered) -> Option<i64> {
    let omitted = i64::try_from(rendered.omitted).unwrap_or(i64::MAX);
    (omitted > 0).then_some(omitted)
}

/// Messages, parts and definitions as values of a log record, which has no null: a field that holds one, such as the
/// arguments of a call, becomes JSON text.
fn structured(value: Value) -> Option<AnyValue> {
    match value {
        Value::Array(values) => {
            let values = values.into_iter().filter_map(structured);
            Some(AnyValue::ListAny(Box::new(values.collect())))
        }
        Value::Object(fields) => {
            let fields = fields.into_iter().filter_map(|(key, value)| {
                let value = if key == "parts" {
                    structured(value)?
                } else if holds_null(&value) {
                    AnyValue::from(value.to_string())
                } else {
                    any_value(value)?
                };
                Some((Key::from(key), value))
            });
            Some(AnyValue::Map(Box::new(fields.collect())))
        }
        value => any_value(value),
    }
}

fn holds_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.iter().any(holds_null),
        Value::Object(fields) => fields.values().any(holds_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// A value of a log record; nulls are left out.
fn any_value(value: Value) -> Option<AnyValue> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => AnyValue::Boolean(flag),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => AnyValue::Int(integer),
            None => AnyValue::Double(number.as_f64()?),
        },
        Value::String(text) => AnyValue::from(text),
        Value::Array(values) => {
            AnyValue::ListAny(Box::new(values.into_iter().filter_map(any_value).collect()))
        }
        Value::Object(fields) => {
            let fields = fields.into_iter().filter_map(|(key, value)| {
                let value = any_value(value)?;
                Some((Key::from(key), value))
            });
            AnyValue::Map(Box::new(fields.collect()))
        }
    })
}
