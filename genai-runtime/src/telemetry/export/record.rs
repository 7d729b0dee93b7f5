//! A span as it waits for its export.
//!
//! A span of ours is in its record from the start: nothing is moved when it ends, and what its response said is written
//! by the thread that exports it. Whoever lets a span wait and has no empty record gets some of spans that have left,
//! for the next ones.

use std::cell::RefCell;
use std::mem;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::trace::{SpanContext, SpanId, SpanKind, Status};
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};

use super::destinations::{Destinations, truncate};
use crate::signals::direct::EndedSpan;
use crate::signals::{Closing, MOST_ROOM, scope};

/// A span, and what is not written in it yet.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) span: SpanData,
    pub(super) closing: Closing,
    /// Where a span of ours goes. Processors of the SDK know that of theirs.
    destinations: Option<Arc<Destinations>>,
    maker: Maker,
}

/// Who has made a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    Sdk,
    /// One of ours, which may have so many attributes.
    Ours(u32),
}

/// Records, which stay where they are.
pub(super) type Records = Vec<Box<Record>>;

/// Empty records that a thread takes at once: enough for spans that are nested in one another.
const SPARES: usize = 8;

thread_local! {
    static SPARE: RefCell<Records> = const { RefCell::new(Vec::new()) };
}

impl Record {
    /// An empty record for a span of ours.
    pub(crate) fn ours(destinations: &Arc<Destinations>) -> Box<Self> {
        let spare = SPARE.try_with(|spare| spare.try_borrow_mut().ok()?.pop());
        let mut record = match spare {
            Ok(Some(spare)) => spare,
            _ => Box::new(Self::blank()),
        };
        record.maker = Maker::Ours(destinations.limits().max_attributes_per_span);
        record.destinations = Some(Arc::clone(destinations));
        record
    }

    /// The record of a span of the SDK.
    pub(super) fn of_sdk(span: SpanData) -> Box<Self> {
        Box::new(Self {
            span,
            closing: Closing::default(),
            destinations: None,
            maker: Maker::Sdk,
        })
    }

    fn blank() -> Self {
        Self {
            span: SpanData {
                span_context: SpanContext::NONE,
                parent_span_id: SpanId::INVALID,
                parent_span_is_remote: false,
                span_kind: SpanKind::Internal,
                name: "".into(),
                start_time: SystemTime::UNIX_EPOCH,
                end_time: SystemTime::UNIX_EPOCH,
                attributes: Vec::new(),
                dropped_attributes_count: 0,
                events: SpanEvents::default(),
                links: SpanLinks::default(),
                status: Status::Unset,
                instrumentation_scope: scope(),
            },
            closing: Closing::default(),
            destinations: None,
            maker: Maker::Sdk,
        }
    }

    pub(super) fn is_of_sdk(&self) -> bool {
        self.maker == Maker::Sdk
    }

    /// Where the span goes.
    pub(crate) fn destinations(&self) -> Option<&Destinations> {
        self.destinations.as_deref()
    }

    /// Bytes of what stands around the span.
    pub(super) fn room(&self) -> usize {
        size_of_val(self) - size_of_val(&self.span) + self.closing.room()
    }

    /// Lets somebody see to it that this thread has empty records for its next spans.
    pub(super) fn provide(provide: impl FnOnce(&mut Records)) {
        let mut provide = Some(provide);
        let _ = SPARE.try_with(|spare| {
            if let Ok(mut spare) = spare.try_borrow_mut()
                && let Some(provide) = provide.take()
            {
                provide(&mut spare);
            }
        });
        // A thread that ends needs none.
        if let Some(provide) = provide {
            provide(&mut Records::new());
        }
    }

    /// Takes some of those that are left, if a thread has none.
    pub(super) fn take_some(taken: &mut Records, left: &mut Records) {
        if taken.is_empty() && !left.is_empty() {
            taken.extend(left.drain(left.len().saturating_sub(SPARES)..));
        }
    }

    /// The span as it leaves, and the record for another one; one of the SDK takes no more than its place.
    pub(super) fn leave(mut self: Box<Self>) -> (SpanData, Option<Box<Self>>) {
        let Maker::Ours(most_attributes) = self.maker else {
            return (self.span, None);
        };
        let span = &mut self.span;
        let mut attributes = self.closing.write(&mut span.attributes);
        let dropped = truncate(&mut attributes, most_attributes);
        if span.attributes.capacity() > MOST_ROOM {
            span.attributes = Vec::new();
        }
        let span = SpanData {
            span_context: mem::replace(&mut span.span_context, SpanContext::NONE),
            parent_span_id: span.parent_span_id,
            parent_span_is_remote: span.parent_span_is_remote,
            span_kind: span.span_kind.clone(),
            name: mem::take(&mut span.name),
            start_time: span.start_time,
            end_time: span.end_time,
            attributes,
            dropped_attributes_count: span.dropped_attributes_count + dropped,
            events: mem::take(&mut span.events),
            links: mem::take(&mut span.links),
            status: mem::take(&mut span.status),
            instrumentation_scope: span.instrumentation_scope.clone(),
        };
        (span, Some(self))
    }
}

impl EndedSpan for Record {
    fn attributes(&mut self) -> &mut Vec<KeyValue> {
        &mut self.span.attributes
    }

    fn closing(&mut self) -> &mut Closing {
        &mut self.closing
    }

    fn pass_on(mut self: Box<Self>) {
        if let Some(destinations) = self.destinations.take() {
            destinations.pass_on(self);
        }
    }
}
