//! Captured content that waits for the export of its span or event.
//!
//! Spans carry theirs along; events cannot, and have it looked up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry::trace::{SpanId, TraceId};

use genai_semconv::event;

use super::outgoing::{EventAttributes, SpanAttributes};
use crate::content::Deferred;
use crate::content::deferred::offered;
use crate::signals::{event_attributes, span_attributes};

/// Captured content beside the span that it belongs to.
#[derive(Debug)]
pub(crate) struct SpanContent(Arc<Deferred>);

impl SpanContent {
    /// The content of the span that ends on this thread.
    pub(super) fn offered() -> Option<Self> {
        offered().map(Self)
    }

    /// Bytes of what was captured.
    pub(super) fn bytes(&self) -> usize {
        self.0.bytes()
    }

    pub(super) fn attributes(&self) -> SpanAttributes {
        span_attributes(&self.0.rendered())
    }
}

/// Captured content by the span that its event belongs to, for one exporter.
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

    /// The content of an event.
    pub(super) fn for_event(&self, trace: TraceId, span: SpanId) -> EventAttributes {
        let content = self.take(trace, span);
        content.map_or_else(Vec::new, |content| event_attributes(&content.rendered()))
    }

    /// The event of this content does not leave.
    pub(super) fn let_go(&self, trace: TraceId, span: SpanId) {
        drop(self.take(trace, span));
    }

    /// Whether events of that name carry content.
    pub(super) fn is_for(&self, event: Option<&str>) -> bool {
        let _: &Self = self;
        event == Some(event::GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS)
    }

    fn take(&self, trace: TraceId, span: SpanId) -> Option<Arc<Deferred>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.remove(&(trace, span))
    }
}
