//! Queued spans, and the buffers of their batch.

use std::vec;

use opentelemetry::KeyValue;
use opentelemetry_sdk::trace::SpanData;

use super::own_record::OwnRecord;
use crate::signals::KeptAnswer;

/// Attributes per span that a buffer keeps capacity for: more than most spans have.
const ATTRIBUTES: usize = 16;
/// Bytes of texts per span that a buffer keeps capacity for.
const BYTES: usize = 256;

/// A queued span.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "our own spans are stored contiguously, without a box for each"
)]
pub(super) enum Record {
    /// A span of the SDK.
    Sdk(Box<SpanData>),
    Own(OwnRecord),
}

/// The buffers of a batch: attributes, answers and texts of our own spans, in the order of the spans.
#[derive(Debug, Default)]
pub(super) struct BatchBuffers {
    pub(super) attributes: Vec<KeyValue>,
    pub(super) answers: Vec<KeptAnswer>,
    pub(super) texts: String,
}

/// The same buffers, drained span by span.
#[derive(Debug)]
pub(super) struct DrainedBuffers<'a> {
    pub(super) attributes: vec::Drain<'a, KeyValue>,
    pub(super) answers: vec::Drain<'a, KeptAnswer>,
    pub(super) texts: &'a str,
}

impl Record {
    /// The span as it is exported, with room for captured content if it has some.
    pub(super) fn into_span_data(
        self,
        buffers: &mut DrainedBuffers<'_>,
        has_content: bool,
    ) -> SpanData {
        match self {
            Self::Sdk(span) => *span,
            Self::Own(span) => span.into_span_data(buffers, has_content),
        }
    }
}

impl BatchBuffers {
    pub(super) fn drain(&mut self) -> DrainedBuffers<'_> {
        DrainedBuffers {
            attributes: self.attributes.drain(..),
            answers: self.answers.drain(..),
            texts: &self.texts,
        }
    }

    /// Empty buffers with the same capacity, limited to what this many spans are likely to need.
    pub(super) fn another(&self, spans: usize) -> Self {
        Self {
            attributes: Vec::with_capacity(self.attributes.len().min(spans * ATTRIBUTES)),
            answers: Vec::with_capacity(self.answers.len().min(spans)),
            texts: String::with_capacity(self.texts.len().min(spans * BYTES)),
        }
    }

    /// Clears the buffers, and keeps the capacity that this many spans are likely to need.
    pub(super) fn clear(&mut self, spans: usize) {
        self.attributes.clear();
        self.attributes.shrink_to(spans * ATTRIBUTES);
        self.answers.clear();
        self.answers.shrink_to(spans);
        self.texts.clear();
        self.texts.shrink_to(spans * BYTES);
    }
}
