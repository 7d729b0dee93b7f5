//! A span as it waits for its export.

use std::vec;

use opentelemetry::KeyValue;
use opentelemetry_sdk::trace::SpanData;

use super::own_record::OwnRecord;
use crate::signals::KeptAnswer;

/// Attributes, and bytes of texts: more than most spans have.
const ATTRIBUTES: usize = 16;
const BYTES: usize = 256;

/// A span that waits.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "spans of ours are written one after the other, without a place for each"
)]
pub(super) enum Record {
    /// One that the SDK has made.
    Sdk(Box<SpanData>),
    Own(OwnRecord),
}

/// What the spans of ours in a batch say, those of one span after those of the one before.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) attributes: Vec<KeyValue>,
    pub(super) answers: Vec<KeptAnswer>,
    pub(super) texts: String,
}

/// The same, as it is taken out span by span.
#[derive(Debug)]
pub(super) struct SaidInTurn<'a> {
    pub(super) attributes: vec::Drain<'a, KeyValue>,
    pub(super) answers: vec::Drain<'a, KeptAnswer>,
    pub(super) texts: &'a str,
}

impl Record {
    /// The span as it leaves, to be followed by captured content if there is some.
    pub(super) fn leave(self, said: &mut SaidInTurn<'_>, has_content: bool) -> SpanData {
        match self {
            Self::Sdk(span) => *span,
            Self::Own(span) => span.leave(said, has_content),
        }
    }
}

impl Said {
    pub(super) fn in_turn(&mut self) -> SaidInTurn<'_> {
        SaidInTurn {
            attributes: self.attributes.drain(..),
            answers: self.answers.drain(..),
            texts: &self.texts,
        }
    }

    /// Room for as much, and for no more than so many spans are likely to say.
    pub(super) fn another(&self, spans: usize) -> Self {
        Self {
            attributes: Vec::with_capacity(self.attributes.len().min(spans * ATTRIBUTES)),
            answers: Vec::with_capacity(self.answers.len().min(spans)),
            texts: String::with_capacity(self.texts.len().min(spans * BYTES)),
        }
    }

    /// Forgets all, and keeps room for what so many spans are likely to say.
    pub(super) fn clear(&mut self, spans: usize) {
        self.attributes.clear();
        self.attributes.shrink_to(spans * ATTRIBUTES);
        self.answers.clear();
        self.answers.shrink_to(spans);
        self.texts.clear();
        self.texts.shrink_to(spans * BYTES);
    }
}
