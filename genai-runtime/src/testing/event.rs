//! Events as a test sees them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use opentelemetry::logs::{AnyValue, Severity};
use opentelemetry::trace::{SpanId, TraceId};
use opentelemetry::{InstrumentationScope, Key};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogProcessor, SdkLogRecord};

use super::accessors::accessors;

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

accessors!(
    CapturedEvent: AnyValue by find,
    AnyValue::String, AnyValue::Int, AnyValue::Double, texts
);

/// The value that an attribute was given last.
fn find<'a>(attributes: &'a [(Key, AnyValue)], key: &str) -> Option<&'a AnyValue> {
    let mut attributes = attributes.iter();
    let found = attributes.rfind(|(name, _)| name.as_str() == key);
    found.map(|(_, value)| value)
}

/// The texts of a list of nothing but texts.
fn texts(value: &AnyValue) -> Option<Vec<String>> {
    let AnyValue::ListAny(values) = value else {
        return None;
    };
    let texts = values.iter().map(|value| match value {
        AnyValue::String(text) => Some(text.to_string()),
        _ => None,
    });
    texts.collect()
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
