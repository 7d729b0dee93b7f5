//! The metric of captured content that does not reach its store.

use std::sync::Arc;

use genai_semconv::attribute;
use opentelemetry::{Context, KeyValue};

use super::instruments::Instruments;
use super::providers;
use crate::content::{DropMeter, DropReason};

/// The meter of content that is dropped in a context.
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
