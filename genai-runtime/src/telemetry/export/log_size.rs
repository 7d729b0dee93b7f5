//! How much memory a log record takes, near enough to bound what waits and what one request carries.

use std::sync::atomic::{AtomicUsize, Ordering};

use opentelemetry::Key;
use opentelemetry::logs::AnyValue;
use opentelemetry_sdk::logs::SdkLogRecord;

/// The bytes of a log record, about, with what it points to. Keys count as constants, which nearly all are.
pub(super) fn size_of_log(record: &SdkLogRecord) -> usize {
    let attributes = record.attributes_iter().map(|(_, value)| pair(value));
    size_of_val(record) + record.body().map_or(0, behind) + attributes.sum::<usize>()
}

fn pair(value: &AnyValue) -> usize {
    size_of::<(Key, AnyValue)>() + behind(value)
}

/// What a value points to.
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

/// The room for log records that wait.
#[derive(Debug)]
pub(crate) struct LogRoom {
    bytes: usize,
    taken: AtomicUsize,
}

impl LogRoom {
    pub(crate) fn new(bytes: usize) -> Self {
        Self {
            bytes,
            taken: AtomicUsize::new(0),
        }
    }

    /// Takes room for a record, if there is any.
    pub(super) fn take(&self, size: usize) -> bool {
        let before = self.taken.fetch_add(size, Ordering::Relaxed);
        let is_there = before.saturating_add(size) <= self.bytes;
        if !is_there {
            self.give_back(size);
        }
        is_there
    }

    /// Gives that of records back which have left.
    pub(super) fn give_back(&self, size: usize) {
        self.taken.fetch_sub(size, Ordering::Relaxed);
    }
}
