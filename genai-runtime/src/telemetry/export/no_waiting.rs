//! Stands in for queued content if the feature `content` is off.

use opentelemetry::trace::{SpanId, TraceId};

use super::outgoing::{EventAttributes, SpanAttributes};

/// Uninhabited: spans have no content.
#[derive(Debug)]
pub(crate) enum SpanContent {}

impl SpanContent {
    pub(super) fn offered() -> Option<Self> {
        None
    }

    pub(super) fn bytes(&self) -> usize {
        match *self {}
    }

    pub(super) fn attributes(&self) -> SpanAttributes {
        match *self {}
    }
}

/// Events have no content.
#[derive(Debug, Default)]
pub(crate) struct Waiting(());

impl Waiting {
    pub(super) fn keep(&self, _trace: TraceId, _span: SpanId) {
        let () = self.0;
    }

    pub(super) fn for_event(&self, _trace: TraceId, _span: SpanId) -> EventAttributes {
        let () = self.0;
        Vec::new()
    }

    pub(super) fn let_go(&self, _trace: TraceId, _span: SpanId) {
        let () = self.0;
    }

    pub(super) fn is_for(&self, _event: Option<&str>) -> bool {
        let () = self.0;
        false
    }
}
