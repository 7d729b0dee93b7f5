//! A span as it waits for its export.

use opentelemetry_sdk::trace::SpanData;

use super::own_span::OwnSpan;
use super::span_size::{Size, size_of_span};

/// A span that waits.
#[derive(Clone, Debug)]
pub(super) enum Record {
    /// One that the SDK has made.
    Sdk(Box<SpanData>),
    Own(Box<OwnSpan>),
}

impl Record {
    pub(super) fn is_sampled(&self) -> bool {
        match self {
            Self::Sdk(span) => span.span_context.is_sampled(),
            Self::Own(span) => span.is_sampled(),
        }
    }

    pub(super) fn size(&self) -> Size {
        match self {
            Self::Sdk(span) => size_of_span(span),
            Self::Own(span) => span.size(),
        }
    }

    /// The span as it leaves, and the empty place of one of ours.
    pub(super) fn leave(self) -> (SpanData, Option<Box<OwnSpan>>) {
        match self {
            Self::Sdk(span) => (*span, None),
            Self::Own(mut span) => (span.leave(), Some(span)),
        }
    }
}
