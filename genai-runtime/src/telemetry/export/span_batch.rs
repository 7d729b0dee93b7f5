//! Spans that leave together.

use opentelemetry_sdk::trace::SpanData;

use super::SpanContent;

/// At most so many spans get their room at once: a batch may be set to be larger than anything that comes.
const ROOM: usize = 1024;

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
    spans: Vec<SpanData>,
    contents: Vec<(usize, SpanContent)>,
    bytes: usize,
}

impl SpanBatch {
    /// A batch with room for as many spans as will probably come.
    pub(super) fn with_room(spans: usize) -> Self {
        Self {
            spans: Vec::with_capacity(spans.min(ROOM)),
            ..Self::default()
        }
    }

    pub(super) fn push(&mut self, span: SpanData, content: Option<SpanContent>, bytes: usize) {
        if let Some(content) = content {
            self.contents.push((self.spans.len(), content));
        }
        self.spans.push(span);
        self.bytes += bytes;
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    #[cfg(test)]
    #[cfg(feature = "console")]
    pub(super) fn room(&self) -> usize {
        self.spans.capacity()
    }

    /// Bytes of memory, about.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes all out, and leaves the room.
    pub(super) fn drain(&mut self) -> Leaving {
        self.bytes = 0;
        Leaving {
            spans: self.spans.drain(..).collect(),
            contents: std::mem::take(&mut self.contents),
        }
    }
}
