//! Cuts texts in attributes to a limit.

use opentelemetry::logs::AnyValue;
use opentelemetry::{Array, KeyValue, StringValue, Value};

/// Cuts each text of attributes, also in lists, to `most` characters.
pub(super) fn cut_attributes(attributes: &mut [KeyValue], most: usize) {
    for attribute in attributes {
        match &mut attribute.value {
            Value::String(text) => cut(text, most),
            Value::Array(Array::String(texts)) => {
                for text in texts {
                    cut(text, most);
                }
            }
            _ => {}
        }
    }
}

/// Cuts each text of a structured value to `most` characters, and bytes to as many.
pub(super) fn cut_any(value: &mut AnyValue, most: usize) {
    match value {
        AnyValue::String(text) => cut(text, most),
        AnyValue::Bytes(bytes) => bytes.truncate(most),
        AnyValue::ListAny(values) => values.iter_mut().for_each(|value| cut_any(value, most)),
        AnyValue::Map(fields) => fields.values_mut().for_each(|value| cut_any(value, most)),
        _ => {}
    }
}

fn cut(text: &mut StringValue, most: usize) {
    let whole = text.as_str();
    // No text has more characters than bytes.
    if whole.len() <= most {
        return;
    }
    let end = whole.char_indices().nth(most).map(|(end, _)| end);
    let kept = end.and_then(|end| whole.get(..end)).map(str::to_owned);
    if let Some(kept) = kept {
        *text = kept.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_nested_values_are_cut_between_characters() {
        let texts = vec!["ééé".into(), "éé".into()];
        let mut attributes = [
            KeyValue::new("text", "aéb"),
            KeyValue::new("texts", Value::Array(Array::String(texts))),
            KeyValue::new("number", 12345),
        ];
        cut_attributes(&mut attributes, 2);
        let cut = vec!["éé".into(), "éé".into()];
        let expected = [
            KeyValue::new("text", "aé"),
            KeyValue::new("texts", Value::Array(Array::String(cut))),
            KeyValue::new("number", 12345),
        ];
        assert_eq!(attributes, expected);

        let bytes = AnyValue::Bytes(Box::new(vec![1, 2, 3]));
        let map = AnyValue::Map(Box::new([("key".into(), "long".into())].into()));
        let mut value = AnyValue::ListAny(Box::new(vec!["aéb".into(), bytes, map]));
        cut_any(&mut value, 2);
        let bytes = AnyValue::Bytes(Box::new(vec![1, 2]));
        let map = AnyValue::Map(Box::new([("key".into(), "lo".into())].into()));
        let expected = AnyValue::ListAny(Box::new(vec!["aé".into(), bytes, map]));
        assert_eq!(value, expected);
    }
}
