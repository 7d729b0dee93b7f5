//! Deferred content, until its span or event is exported.
//!
//! Spans are queued with their content; that of events is looked up, since a log record cannot carry it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry::trace::{SpanId, TraceId};

use genai_semconv::event;

use super::outgoing::{EventAttributes, SpanAttributes};
use crate::content::Deferred;
use crate::content::deferred::offered;
use crate::signals::{event_attributes, span_attributes};

/// The deferred content of a span.
#[derive(Debug)]
pub(crate) struct SpanContent(Arc<Deferred>);

impl SpanContent {
    /// The content of the span that ends on this thread.
    pub(super) fn offered() -> Option<Self> {
        offered().map(Self)
    }

    /// The size of the captured content in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.0.bytes()
    }

    pub(super) fn attributes(&self) -> SpanAttributes {
        span_attributes(&self.0.rendered())
    }
}

/// The deferred content of events by their span, for one exporter.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<HashMap<(TraceId, SpanId), Arc<Deferred>>>);

impl Waiting {
    /// Keeps the content of the event that is emitted on this thread.
    pub(super) fn keep(&self, trace: TraceId, span: SpanId) {
        if let Some(content) = offered() {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.insert((trace, span), content);
        }
    }

    /// Takes the content of an event.
    pub(super) fn for_event(&self, trace: TraceId, span: SpanId) -> EventAttributes {
        let content = self.take(trace, span);
        content.map_or_else(Vec::new, |content| event_attributes(&content.rendered()))
    }

    /// Drops the content of an event that is not exported.
    pub(super) fn let_go(&self, trace: TraceId, span: SpanId) {
        drop(self.take(trace, span));
    }

    /// Whether events of this name carry content.
    pub(super) fn is_for(&self, event: Option<&str>) -> bool {
        let _: &Self = self;
        event == Some(event::GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS)
    }

    fn take(&self, trace: TraceId, span: SpanId) -> Option<Arc<Deferred>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.remove(&(trace, span))
    }
}
