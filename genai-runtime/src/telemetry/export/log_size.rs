//! Estimates the memory of a log record, to bound queues and requests.

use opentelemetry::Key;
use opentelemetry::logs::AnyValue;
use opentelemetry_sdk::logs::SdkLogRecord;

/// The approximate size of a log record in bytes, heap included. Keys count as static, which nearly all are.
pub(super) fn size_of_log(record: &SdkLogRecord) -> usize {
    let attributes = record.attributes_iter().map(|(_, value)| pair(value));
    size_of_val(record) + record.body().map_or(0, behind) + attributes.sum::<usize>()
}

fn pair(value: &AnyValue) -> usize {
    size_of::<(Key, AnyValue)>() + behind(value)
}

/// The bytes that a value has on the heap.
fn behind(value: &AnyValue) -> usize {
    match value {
        AnyValue::String(text) => text.as_str().len(),
        AnyValue::Bytes(bytes) => bytes.len(),
        AnyValue::ListAny(list) => list
            .iter()
            .map(|value| size_of_val(value) + behind(value))
            .sum(),
        AnyValue::Map(map) => map
            .iter()
            .map(|(key, value)| key.as_str().len() + pair(value))
            .sum(),
        // Numbers and flags are in the list itself.
        _ => 0,
    }
}
