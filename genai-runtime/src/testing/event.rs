//! Events as a test sees them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use opentelemetry::logs::{AnyValue, Severity};
use opentelemetry::trace::{SpanId, TraceId};
use opentelemetry::{InstrumentationScope, Key};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogProcessor, SdkLogRecord};

/// An event that was emitted.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CapturedEvent {
    /// Name of the event.
    pub name: String,
    /// When it happened.
    pub time: Option<SystemTime>,
    /// Its severity.
    pub severity: Option<Severity>,
    /// Its severity, in the words of the code that emitted it.
    pub severity_text: Option<String>,
    /// Its body; GenAI events have none.
    pub body: Option<AnyValue>,
    /// Its attributes.
    pub attributes: Vec<(Key, AnyValue)>,
    /// The span that it belongs to.
    pub span: Option<(TraceId, SpanId)>,
}

impl CapturedEvent {
    /// The value of an attribute.
    pub fn attribute(&self, key: &str) -> Option<&AnyValue> {
        self.attributes
            .iter()
            .find(|(name, _)| name.as_str() == key)
            .map(|(_, value)| value)
    }

    /// The value of a text attribute.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.attribute(key) {
            Some(AnyValue::String(text)) => Some(text.to_string()),
            _ => None,
        }
    }
}

/// Keeps emitted records in the process.
#[derive(Debug, Clone, Default)]
pub(super) struct EventCollector(Arc<Mutex<Vec<CapturedEvent>>>);

impl EventCollector {
    pub(super) fn events(&self) -> Vec<CapturedEvent> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl LogProcessor for EventCollector {
    fn emit(&self, record: &mut SdkLogRecord, _: &InstrumentationScope) {
        let event = CapturedEvent {
            name: record.event_name().unwrap_or_default().to_owned(),
            time: record.timestamp(),
            severity: record.severity_number(),
            severity_text: record.severity_text().map(str::to_owned),
            body: record.body().cloned(),
            attributes: record.attributes_iter().cloned().collect(),
            span: record
                .trace_context()
                .map(|context| (context.trace_id, context.span_id)),
        };
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(event);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}
