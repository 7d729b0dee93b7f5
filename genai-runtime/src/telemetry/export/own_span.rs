//! A span of ours, from its start until it leaves.
//!
//! It stays in its place: nothing is moved when it ends, and what it starts with and what its response said is written
//! by the thread that exports it. Whoever lets a span wait and has no empty place gets some of spans that have left,
//! for the next ones. Another processor has been there since, so a place is small: what few spans have is in one of its
//! own.

use std::borrow::Cow;
use std::cell::RefCell;
use std::mem;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::trace::{Event, Link, SpanContext, SpanId, SpanKind, Status};
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};

use super::destinations::{Destinations, truncate};
use super::span_size::{Size, size_of_attributes, size_of_extras};
use crate::signals::direct::EndedSpan;
use crate::signals::{Closing, KeptSubject, MOST_ROOM, Opening, scope};

/// A span of ours.
#[derive(Clone, Debug)]
pub(crate) struct OwnSpan {
    span_context: SpanContext,
    parent_span_id: SpanId,
    parent_span_is_remote: bool,
    kind: SpanKind,
    start_time: SystemTime,
    end_time: SystemTime,
    /// What gives its name and its first attributes, if they are not written yet.
    subject: Option<KeptSubject>,
    attributes: Vec<KeyValue>,
    dropped_attributes_count: u32,
    /// How many attributes it may have.
    most_attributes: u32,
    closing: Closing,
    extras: Option<Box<Extras>>,
    /// Where it goes, until it has ended.
    destinations: Option<Arc<Destinations>>,
}

/// What few spans have.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    /// A name that somebody has written.
    pub(super) name: Option<Cow<'static, str>>,
    pub(super) events: SpanEvents,
    pub(super) links: SpanLinks,
    pub(super) status: Status,
}

/// Spans, which stay where they are.
pub(super) type OwnSpans = Vec<Box<OwnSpan>>;

/// Empty places that a thread takes at once: enough for spans that are nested in one another.
const SPARES: usize = 8;

thread_local! {
    static SPARE: RefCell<OwnSpans> = const { RefCell::new(Vec::new()) };
}

impl OwnSpan {
    /// A span that starts, in a place of one that has left if there is one.
    pub(crate) fn start(
        opening: Opening<'_>,
        span_context: SpanContext,
        parent: &SpanContext,
        destinations: &Arc<Destinations>,
    ) -> Box<Self> {
        let spare = SPARE.try_with(|spare| spare.try_borrow_mut().ok()?.pop());
        let mut span = match spare {
            Ok(Some(spare)) => spare,
            _ => Box::new(Self::blank()),
        };
        span.span_context = span_context;
        span.parent_span_id = parent.span_id();
        span.parent_span_is_remote = parent.is_valid() && parent.is_remote();
        span.kind = opening.kind();
        span.start_time = opening.time;
        span.destinations = Some(Arc::clone(destinations));
        span.subject = opening.unwritten();
        let limits = destinations.limits();
        span.most_attributes = limits.max_attributes_per_span;
        if span.subject.is_none() {
            let (name, attributes) = opening.written();
            span.extras().name = Some(name);
            span.attributes.extend(attributes);
            span.dropped_attributes_count =
                truncate(&mut span.attributes, limits.max_attributes_per_span);
        }
        if !opening.links.is_empty() {
            let links = &mut span.extras().links;
            links.links = opening.links;
            links.dropped_count = truncate(&mut links.links, limits.max_links_per_span);
        }
        span
    }

    fn blank() -> Self {
        Self {
            span_context: SpanContext::NONE,
            parent_span_id: SpanId::INVALID,
            parent_span_is_remote: false,
            kind: SpanKind::Internal,
            start_time: SystemTime::UNIX_EPOCH,
            end_time: SystemTime::UNIX_EPOCH,
            subject: None,
            attributes: Vec::new(),
            dropped_attributes_count: 0,
            most_attributes: 0,
            closing: Closing::default(),
            extras: None,
            destinations: None,
        }
    }

    fn extras(&mut self) -> &mut Extras {
        self.extras.get_or_insert_default()
    }

    pub(super) fn is_sampled(&self) -> bool {
        self.span_context.is_sampled()
    }

    pub(super) fn size(&self) -> Size {
        let subject = self.subject.as_ref().map_or(0, KeptSubject::bytes);
        let extras = self.extras.as_deref().map_or(0, size_of_extras);
        let said = size_of_attributes(&self.attributes) + subject + self.closing.bytes() + extras;
        let leaving = size_of::<SpanData>() + said;
        // Room that nobody uses is taken all the same.
        let unused = self.attributes.capacity() - self.attributes.len();
        let room = unused * size_of::<KeyValue>() + self.closing.room();
        Size {
            memory: size_of_val(self) + said + room,
            leaving,
        }
    }

    /// Lets somebody see to it that this thread has empty places for its next spans.
    pub(super) fn provide(provide: impl FnOnce(&mut OwnSpans)) {
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
            provide(&mut OwnSpans::new());
        }
    }

    /// Takes some of those that are left, if a thread has none.
    pub(super) fn take_some(taken: &mut OwnSpans, left: &mut OwnSpans) {
        if taken.is_empty() && !left.is_empty() {
            taken.extend(left.drain(left.len().saturating_sub(SPARES)..));
        }
    }

    /// The span as it leaves. Its place is empty from then on.
    pub(super) fn leave(&mut self) -> SpanData {
        let extras = self.extras.take().map_or_else(Extras::default, |it| *it);
        let (name, start) = match self.subject.take() {
            Some(subject) => subject.write(),
            None => Default::default(),
        };
        let mut attributes = self.closing.write(start, &mut self.attributes);
        if self.attributes.capacity() > MOST_ROOM {
            self.attributes = Vec::new();
        }
        let dropped = truncate(&mut attributes, self.most_attributes);
        SpanData {
            span_context: mem::replace(&mut self.span_context, SpanContext::NONE),
            parent_span_id: self.parent_span_id,
            parent_span_is_remote: self.parent_span_is_remote,
            span_kind: self.kind.clone(),
            name: extras.name.unwrap_or(name),
            start_time: self.start_time,
            end_time: self.end_time,
            attributes,
            dropped_attributes_count: mem::take(&mut self.dropped_attributes_count) + dropped,
            events: extras.events,
            links: extras.links,
            status: extras.status,
            instrumentation_scope: scope(),
        }
    }
}

/// What is said of a span while it goes on, within the limits of where it goes.
impl OwnSpan {
    pub(crate) fn add_event(
        &mut self,
        name: Cow<'static, str>,
        time: SystemTime,
        mut attributes: Vec<KeyValue>,
    ) {
        let Some(destinations) = &self.destinations else {
            return;
        };
        let limits = *destinations.limits();
        let events = &mut self.extras().events;
        if is_full(&events.events, limits.max_events_per_span) {
            events.dropped_count += 1;
            return;
        }
        let dropped = truncate(&mut attributes, limits.max_attributes_per_event);
        let event = Event::new(name, time, attributes, dropped);
        events.events.push(event);
    }

    pub(crate) fn set_attribute(&mut self, attribute: KeyValue) {
        if is_full(&self.attributes, self.most_attributes) {
            self.dropped_attributes_count += 1;
        } else {
            self.attributes.push(attribute);
        }
    }

    /// The statuses have an order, in which `Ok` is the last word.
    pub(crate) fn set_status(&mut self, status: Status) {
        let extras = self.extras();
        if status > extras.status {
            extras.status = status;
        }
    }

    pub(crate) fn rename(&mut self, name: Cow<'static, str>) {
        self.extras().name = Some(name);
    }

    pub(crate) fn add_link(&mut self, span_context: SpanContext, mut attributes: Vec<KeyValue>) {
        let Some(destinations) = &self.destinations else {
            return;
        };
        let limits = *destinations.limits();
        let links = &mut self.extras().links;
        if is_full(&links.links, limits.max_links_per_span) {
            links.dropped_count += 1;
            return;
        }
        let dropped = truncate(&mut attributes, limits.max_attributes_per_link);
        let link = Link::new(span_context, attributes, dropped);
        links.links.push(link);
    }

    /// It ends, if the installation still takes spans; returns whether it does.
    pub(crate) fn end_at(&mut self, time: impl FnOnce() -> SystemTime) -> bool {
        let takes = |destinations: &Arc<Destinations>| !destinations.is_shut_down();
        let is_taken = self.destinations.as_ref().is_some_and(takes);
        if is_taken {
            // Whoever ends it by hand looks at the wall clock, which may be behind the one that it started by.
            self.end_time = time().max(self.start_time);
        }
        is_taken
    }
}

fn is_full<T>(list: &[T], most: u32) -> bool {
    u32::try_from(list.len()).is_ok_and(|length| length >= most)
}

impl EndedSpan for OwnSpan {
    fn attributes(&mut self) -> &mut Vec<KeyValue> {
        &mut self.attributes
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
