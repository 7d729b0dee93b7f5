//! Received attributes, and values to compare them with.

use opentelemetry_proto::tonic::common::v1::any_value::Value as Wire;
use opentelemetry_proto::tonic::common::v1::{ArrayValue, KeyValue};

pub(crate) fn sorted(attributes: &[KeyValue]) -> Vec<(&str, Option<Wire>)> {
    let mut sorted: Vec<_> = attributes
        .iter()
        .map(|attribute| {
            (
                &*attribute.key,
                attribute.value.clone().and_then(|value| value.value),
            )
        })
        .collect();
    sorted.sort_by_key(|(key, _)| *key);
    sorted
}

#[expect(clippy::unnecessary_wraps, reason = "an attribute may be absent")]
pub(crate) fn text(value: &str) -> Option<Wire> {
    Some(Wire::StringValue(value.to_owned()))
}

#[expect(clippy::unnecessary_wraps, reason = "an attribute may be absent")]
pub(crate) fn list(values: &[&str]) -> Option<Wire> {
    let values = values.iter();
    let values =
        values.map(|value| opentelemetry_proto::tonic::common::v1::AnyValue { value: text(value) });
    Some(Wire::ArrayValue(ArrayValue {
        values: values.collect(),
    }))
}
