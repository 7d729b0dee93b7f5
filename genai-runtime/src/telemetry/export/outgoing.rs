//! The last steps before an export, on the exporter's thread: renders deferred content, redacts texts and applies
//! limits.

use std::borrow::Cow;

use opentelemetry::logs::{AnyValue, LogRecord, Logger, LoggerProvider};
use opentelemetry::trace::Status;
use opentelemetry::{Key, KeyValue};
use opentelemetry_sdk::logs::{SdkLogRecord, SdkLogger, SdkLoggerProvider};
use opentelemetry_sdk::trace::SpanData;

use super::Waiting;
use super::destinations::truncate;
use super::span_batch::Leaving;
use super::value_length::{cut_any, cut_attributes};
use crate::redact::Redaction;
use crate::signals::{redact_any, redact_attributes, redact_text};
use crate::telemetry::limits::Limits;

/// The last steps before an export, for one exporter.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(super) waiting: Waiting,
    redaction: Option<Redaction>,
    limits: Limits,
    /// Creates empty log records; emits none.
    records: SdkLogger,
}

#[cfg(test)]
impl Default for Outgoing {
    fn default() -> Self {
        Self::new(None, Limits::default())
    }
}

impl Outgoing {
    pub(crate) fn new(redaction: Option<Redaction>, limits: Limits) -> Self {
        Self {
            waiting: Waiting::default(),
            redaction,
            limits,
            records: SdkLoggerProvider::builder().build().logger(""),
        }
    }

    /// The spans as they are exported.
    pub(super) fn prepared_spans(&self, leaving: Leaving) -> Vec<SpanData> {
        let Leaving {
            mut spans,
            contents,
        } = leaving;
        if let Some(redaction) = &self.redaction {
            for span in &mut spans {
                redact_span(span, redaction);
            }
        }
        for (position, content) in contents {
            if let Some(span) = spans.get_mut(position) {
                span.attributes.extend(content.attributes());
                let most = self.limits.spans.max_attributes_per_span;
                span.dropped_attributes_count += truncate(&mut span.attributes, most);
            }
        }
        if let Some(most) = self.limits.span_values {
            for span in &mut spans {
                cut_span(span, most);
            }
        }
        spans
    }

    /// Drops the content of a log record that is not exported.
    pub(super) fn let_go(&self, record: &SdkLogRecord) {
        if let Some(context) = record.trace_context() {
            self.waiting.let_go(context.trace_id, context.span_id);
        }
    }

    /// The log record as it is exported; `None` if it is unchanged.
    pub(super) fn prepared_log(&self, record: &SdkLogRecord) -> Option<SdkLogRecord> {
        let captured = record
            .trace_context()
            .filter(|_| self.waiting.is_for(record.event_name()))
            .map(|context| self.waiting.for_event(context.trace_id, context.span_id))
            .unwrap_or_default();
        let attributes = record.attributes_iter().count() + captured.len();
        let is_limited =
            self.limits.log_values.is_some() || attributes > self.limits.log_attributes;
        if self.redaction.is_some() || is_limited {
            return Some(self.rebuilt(record, captured));
        }
        (!captured.is_empty()).then(|| {
            let mut prepared = record.clone();
            prepared.add_attributes(captured);
            prepared
        })
    }

    /// A changed copy of a record: the SDK offers no way to change its attributes.
    fn rebuilt(&self, record: &SdkLogRecord, captured: EventAttributes) -> SdkLogRecord {
        let redacted = |value: &AnyValue| {
            let mut value = value.clone();
            if let Some(redaction) = &self.redaction {
                redact_any(&mut value, redaction);
            }
            value
        };
        let mut copy = self.records.create_log_record();
        copy_but_texts(record, &mut copy);
        if let Some(body) = record.body() {
            copy.set_body(redacted(body));
        }
        let own = record.attributes_iter();
        let own = own.map(|(key, value)| (key.clone(), redacted(value)));
        for (key, mut value) in own.chain(captured).take(self.limits.log_attributes) {
            if let Some(most) = self.limits.log_values {
                cut_any(&mut value, most);
            }
            copy.add_attribute(key, value);
        }
        copy
    }
}

fn redact_span(span: &mut SpanData, redaction: &Redaction) {
    redact_text(&mut span.name, redaction);
    redact_attributes(&mut span.attributes, redaction);
    for event in &mut span.events.events {
        redact_text(&mut event.name, redaction);
        redact_attributes(&mut event.attributes, redaction);
    }
    for link in &mut span.links.links {
        redact_attributes(&mut link.attributes, redaction);
    }
    if let Status::Error { description } = &mut span.status {
        redact_text(description, redaction);
    }
}

fn cut_span(span: &mut SpanData, most: usize) {
    cut_attributes(&mut span.attributes, most);
    for event in &mut span.events.events {
        cut_attributes(&mut event.attributes, most);
    }
    for link in &mut span.links.links {
        cut_attributes(&mut link.attributes, most);
    }
}

/// Copies a log record except for its body and attributes.
fn copy_but_texts(record: &SdkLogRecord, copy: &mut SdkLogRecord) {
    if let Some(name) = record.event_name() {
        copy.set_event_name(name);
    }
    if let Some(target) = record.target() {
        copy.set_target(Cow::clone(target));
    }
    if let Some(time) = record.timestamp() {
        copy.set_timestamp(time);
    }
    if let Some(time) = record.observed_timestamp() {
        copy.set_observed_timestamp(time);
    }
    if let Some(text) = record.severity_text() {
        copy.set_severity_text(text);
    }
    if let Some(number) = record.severity_number() {
        copy.set_severity_number(number);
    }
    if let Some(context) = record.trace_context() {
        copy.set_trace_context(context.trace_id, context.span_id, context.trace_flags);
    }
}

/// Attributes of spans.
pub(super) type SpanAttributes = Vec<KeyValue>;
/// Attributes of events.
pub(super) type EventAttributes = Vec<(Key, AnyValue)>;
