//! Spans that leave together.

use opentelemetry_sdk::trace::SpanData;

use super::SpanContent;
use super::own_span::OwnSpans;
use super::record::Record;
use super::span_size::Size;

/// At most so many spans get their room at once: a batch may be set to be larger than anything that comes.
pub(super) const ROOM: usize = 1024;

/// Spans on their way out.
#[derive(Debug)]
pub(crate) struct Leaving {
    pub(super) spans: Vec<SpanData>,
    /// Content, and the position of the span that it belongs to.
    pub(super) contents: Vec<(usize, SpanContent)>,
}

/// Spans of one export, with captured content that is rendered when they leave.
#[derive(Debug, Default)]
pub(crate) struct SpanBatch {
    records: Vec<Record>,
    contents: Vec<(usize, SpanContent)>,
    size: Size,
    /// Places of spans that have left.
    empty: OwnSpans,
}

impl SpanBatch {
    /// A batch with room for as many spans as will probably come.
    pub(super) fn with_room(spans: usize) -> Self {
        Self {
            records: Vec::with_capacity(spans.min(ROOM)),
            ..Self::default()
        }
    }

    pub(super) fn push(&mut self, record: Record, content: Option<SpanContent>, size: Size) {
        if let Some(content) = content {
            self.contents.push((self.records.len(), content));
        }
        self.records.push(record);
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

    /// Takes all out, and leaves the room.
    pub(super) fn drain(&mut self) -> Leaving {
        self.size = Size::default();
        let mut spans = Vec::with_capacity(self.records.len());
        for record in self.records.drain(..) {
            let (span, empty) = record.leave();
            spans.push(span);
            self.empty.extend(empty);
        }
        Leaving {
            spans,
            contents: std::mem::take(&mut self.contents),
        }
    }

    /// Keeps no more places of spans that have left than so many.
    pub(super) fn drop_places(&mut self, most: usize) {
        self.empty.truncate(most);
    }

    /// Leaves places of spans that have left to a list that holds so many.
    pub(super) fn leave_places(&mut self, list: &mut OwnSpans, most: usize) {
        let room = most.saturating_sub(list.len()).min(self.empty.len());
        list.extend(self.empty.drain(..room));
    }
}
