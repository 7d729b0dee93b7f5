//! Redaction of attributes, names and descriptions.

use std::borrow::Cow;

use opentelemetry::logs::AnyValue;
use opentelemetry::{Array, Key, KeyValue, StringValue, Value};

use crate::redact::Redaction;

/// Redacts the values of attributes.
pub(crate) fn redact_attributes(attributes: &mut [KeyValue], redaction: &Redaction) {
    for attribute in attributes {
        redact_value(&mut attribute.value, redaction);
    }
}

/// Redacts the values of an event's attributes.
pub(crate) fn redact_structured<'a>(
    attributes: impl IntoIterator<Item = &'a mut (Key, AnyValue)>,
    redaction: &Redaction,
) {
    for (_, value) in attributes {
        redact_any(value, redaction);
    }
}

/// Redacts a text.
pub(crate) fn redact_text(text: &mut Cow<'static, str>, redaction: &Redaction) {
    let redacted = match redaction.clean(text) {
        Cow::Owned(redacted) => redacted,
        Cow::Borrowed(_) => return,
    };
    *text = Cow::Owned(redacted);
}

/// Redacts a value.
pub(super) fn redact_value(value: &mut Value, redaction: &Redaction) {
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

/// Redacts a structured value.
pub(crate) fn redact_any(value: &mut AnyValue, redaction: &Redaction) {
    match value {
        AnyValue::String(text) => redact_string(text, redaction),
        AnyValue::ListAny(values) => values
            .iter_mut()
            .for_each(|value| redact_any(value, redaction)),
        AnyValue::Map(fields) => {
            let entries = std::mem::take(&mut **fields).into_iter();
            // Keys within a value are data, too.
            **fields = entries
                .map(|(key, mut value)| {
                    redact_any(&mut value, redaction);
                    let cleaned = match redaction.clean(key.as_str()) {
                        Cow::Owned(cleaned) => Some(Key::from(cleaned)),
                        Cow::Borrowed(_) => None,
                    };
                    (cleaned.unwrap_or(key), value)
                })
                .collect();
        }
        AnyValue::Bytes(bytes) => {
            if let Ok(text) = std::str::from_utf8(bytes)
                && let Cow::Owned(cleaned) = redaction.clean(text)
            {
                **bytes = cleaned.into_bytes();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use opentelemetry::Key;
    use opentelemetry::logs::AnyValue;

    use super::{Redaction, redact_any};

    fn map(key: &'static str, value: AnyValue) -> AnyValue {
        AnyValue::Map(Box::new(HashMap::from([(Key::from(key), value)])))
    }

    #[test]
    fn all_texts_of_a_value_are_redacted() {
        let bytes = |text: &str| AnyValue::Bytes(Box::new(text.into()));
        let said = |address: &'static str| {
            let list = vec![bytes(address), AnyValue::from(address), AnyValue::Int(1)];
            map(address, AnyValue::ListAny(Box::new(list)))
        };
        let mut value = said("bob@example.com");
        redact_any(&mut value, &Redaction::built_in());
        assert_eq!(value, said("[email]"));
        let mut no_text = AnyValue::Bytes(Box::new(vec![0xff, b'@']));
        redact_any(&mut no_text, &Redaction::built_in());
        assert_eq!(no_text, AnyValue::Bytes(Box::new(vec![0xff, b'@'])));
    }
}
