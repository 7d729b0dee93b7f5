//! What must not leave in the attributes, names and descriptions that do.

use std::borrow::Cow;

use opentelemetry::logs::AnyValue;
use opentelemetry::{Array, Key, KeyValue, StringValue, Value};

use crate::redact::Redaction;

/// Takes out of attributes what must not leave.
pub(crate) fn redact_attributes(attributes: &mut [KeyValue], redaction: &Redaction) {
    for attribute in attributes {
        redact_value(&mut attribute.value, redaction);
    }
}

/// Likewise of attributes of events.
pub(crate) fn redact_structured<'a>(
    attributes: impl IntoIterator<Item = &'a mut (Key, AnyValue)>,
    redaction: &Redaction,
) {
    for (_, value) in attributes {
        redact_any(value, redaction);
    }
}

/// Likewise of a text.
pub(crate) fn redact_text(text: &mut Cow<'static, str>, redaction: &Redaction) {
    let redacted = match redaction.clean(text) {
        Cow::Owned(redacted) => redacted,
        Cow::Borrowed(_) => return,
    };
    *text = Cow::Owned(redacted);
}

fn redact_value(value: &mut Value, redaction: &Redaction) {
    match value {
        Value::String(text) => redact_string(text, redaction),
        Value::Array(Array::String(texts)) => {
            for text in texts {
                redact_string(text, redaction);
            }
        }
        _ => {}
    }
}

fn redact_string(text: &mut StringValue, redaction: &Redaction) {
    if let Cow::Owned(redacted) = redaction.clean(text.as_str()) {
        *text = redacted.into();
    }
}

/// Likewise of a structured value.
pub(crate) fn redact_any(value: &mut AnyValue, redaction: &Redaction) {
    match value {
        AnyValue::String(text) => redact_string(text, redaction),
        AnyValue::ListAny(values) => values
            .iter_mut()
            .for_each(|value| redact_any(value, redaction)),
        AnyValue::Map(fields) => fields
            .values_mut()
            .for_each(|value| redact_any(value, redaction)),
        _ => {}
    }
}
