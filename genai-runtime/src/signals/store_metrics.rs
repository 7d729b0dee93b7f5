//! How many parts of captured content do not reach their store.

use std::sync::Arc;

use genai_semconv::attribute;
use opentelemetry::{Context, KeyValue};

use super::instruments::Instruments;
use super::providers;
use crate::content::{DropMeter, DropReason};

/// Counts what is dropped of an operation's content.
pub(crate) fn drop_meter(context: &Context) -> Arc<dyn DropMeter> {
    providers::instruments(context)
}

impl DropMeter for Instruments {
    fn dropped(&self, reason: DropReason) {
        let key = attribute::GENAI_RUNTIME_CONTENT_STORE_REASON;
        let reason = KeyValue::new(key, reason.as_str());
        self.content_drops().add(1, &[reason]);
    }
}
