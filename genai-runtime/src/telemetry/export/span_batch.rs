//! A batch of spans for one export.

use opentelemetry_sdk::trace::SpanData;

use super::SpanContent;
use super::own_span::OwnSpan;
use super::record::{BatchBuffers, Record};
use super::span_size::Size;
use crate::signals::SpanEndData;

/// The largest initial capacity in spans: the configured size of a batch may exceed any real one.
pub(super) const ROOM: usize = 1024;

/// Spans to export.
#[derive(Debug)]
pub(crate) struct Leaving {
    pub(super) spans: Vec<SpanData>,
    /// Content, and the position of its span.
    pub(super) contents: Vec<(usize, SpanContent)>,
}

/// Spans of one export, with deferred content.
#[derive(Debug, Default)]
pub(crate) struct SpanBatch {
    records: Vec<Record>,
    contents: Vec<(usize, SpanContent)>,
    buffers: BatchBuffers,
    size: Size,
}

impl SpanBatch {
    /// An empty batch with the capacity of this one.
    pub(super) fn another(&self) -> Self {
        Self {
            records: Vec::with_capacity(self.records.len().min(ROOM)),
            buffers: self.buffers.another(ROOM),
            ..Self::default()
        }
    }

    /// Adds a span of the SDK.
    pub(super) fn push(&mut self, span: SpanData) {
        self.records.push(Record::Sdk(Box::new(span)));
    }

    /// Adds a span of our own tracer, with what its operation adds at the end.
    pub(super) fn push_own(&mut self, span: &mut OwnSpan, last: SpanEndData<'_>) {
        let record = span.record(last, &mut self.buffers);
        self.records.push(Record::Own(record));
    }

    /// Adds the size and the content of the next span.
    pub(super) fn expect(&mut self, size: Size, content: Option<SpanContent>) {
        if let Some(content) = content {
            self.contents.push((self.records.len(), content));
        }
        self.size += size;
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    #[cfg(test)]
    #[cfg(feature = "console")]
    pub(super) fn room(&self) -> usize {
        self.records.capacity()
    }

    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// Takes all spans, and keeps the capacity.
    pub(super) fn drain(&mut self) -> Leaving {
        self.size = Size::default();
        let mut drained = self.buffers.drain();
        let mut contents = self.contents.iter().map(|(span, _)| *span).peekable();
        let spans = self
            .records
            .drain(..)
            .enumerate()
            .map(|(position, record)| {
                let has_content = contents.next_if_eq(&position).is_some();
                record.into_span_data(&mut drained, has_content)
            });
        let spans = spans.collect();
        drop(drained);
        self.buffers.clear(ROOM);
        Leaving {
            spans,
            contents: std::mem::take(&mut self.contents),
        }
    }
}
