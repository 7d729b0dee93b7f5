//! A span of our own tracer, from its start to its end.
//!
//! Its memory is reused from a span that ended on the same thread, and so is in that core's cache. Fields that few
//! spans have are boxed.

use std::borrow::Cow;
use std::cell::RefCell;
use std::mem;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::trace::{Event, Link, SpanContext, SpanId, SpanKind, Status};
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};

use super::destinations::{Destinations, truncate};
use super::own_record::OwnRecord;
use super::record::{BatchBuffers, Record};
use super::span_size::{Size, size_of_attributes, size_of_extras};
use crate::report::ResponseFacts;
use crate::signals::direct::EndedSpan;
use crate::signals::{KeptAnswer, KeptSubject, MOST_ROOM, Opening, SpanEndData};

/// A span of our own tracer.
#[derive(Clone, Debug)]
pub(crate) struct OwnSpan {
    span_context: SpanContext,
    parent_span_id: SpanId,
    parent_span_is_remote: bool,
    kind: SpanKind,
    start_time: SystemTime,
    end_time: SystemTime,
    /// The source of its name and initial attributes, if they are not written yet.
    subject: Option<KeptSubject>,
    attributes: Vec<KeyValue>,
    /// How many of the attributes it started with.
    opening: usize,
    dropped_attributes_count: u32,
    /// The limit of its attributes.
    most_attributes: u32,
    extras: Option<Box<Extras>>,
    /// The queues for it; in a spare, those of the previous span.
    destinations: Option<Arc<Destinations>>,
}

/// Fields that few spans have.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    /// The name, if it is not written from the subject.
    pub(super) name: Option<Cow<'static, str>>,
    pub(super) events: SpanEvents,
    pub(super) links: SpanLinks,
    pub(super) status: Status,
}

/// Boxes that a thread keeps for reuse: the usual depth of nested spans.
const SPARES: usize = 8;

/// Boxed, because the allocations are reused.
type Place = Box<OwnSpan>;

thread_local! {
    static SPARE: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
}

impl OwnSpan {
    /// Starts a span, in the box of one that has ended if there is one.
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
        // Mostly unchanged since the previous span; cloning would contend for a reference count that all threads share.
        let are_known = |known: &Arc<Destinations>| Arc::ptr_eq(known, destinations);
        if !span.destinations.as_ref().is_some_and(are_known) {
            span.destinations = Some(Arc::clone(destinations));
        }
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
        span.opening = span.attributes.len();
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
            opening: 0,
            dropped_attributes_count: 0,
            most_attributes: 0,
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

    /// Clears it for reuse.
    pub(super) fn clear(&mut self) {
        self.subject = None;
        self.attributes.clear();
        self.dropped_attributes_count = 0;
        self.extras = None;
    }

    /// Its size in the queue, with what its operation adds at the end.
    pub(super) fn size(&self, last: &SpanEndData<'_>) -> Size {
        let subject = self.subject.as_ref().map_or(0, KeptSubject::bytes);
        let extras = self.extras.as_deref().map_or(0, size_of_extras);
        let attributes = size_of_attributes(&self.attributes) + size_of_attributes(last.attributes);
        let facts = last.answer.as_ref().map(|(_, facts)| &**facts);
        let content = subject + extras + attributes + facts.map_or(0, ResponseFacts::bytes);
        let answer = facts.map_or(0, |_| size_of::<KeptAnswer>());
        let unwritten = self.subject.as_ref().map_or(0, |_| KeptSubject::ATTRIBUTES);
        Size {
            memory: size_of::<Record>() + answer + content,
            leaving: size_of::<SpanData>() + unwritten + content,
        }
    }

    /// Moves the span into a record, and its attributes and texts into the buffers of the batch.
    pub(super) fn record(
        &mut self,
        last: SpanEndData<'_>,
        buffers: &mut BatchBuffers,
    ) -> OwnRecord {
        let before = self.attributes.len();
        let attributes = before + last.attributes.len();
        buffers.attributes.append(&mut self.attributes);
        buffers.attributes.append(last.attributes);
        let has_answer = last.answer.is_some();
        if let Some((unwritten, facts)) = last.answer {
            let answer = KeptAnswer::take(unwritten.after(before), facts, &mut buffers.texts);
            buffers.answers.push(answer);
        }
        OwnRecord {
            span_context: mem::replace(&mut self.span_context, SpanContext::NONE),
            parent_span_id: self.parent_span_id,
            parent_span_is_remote: self.parent_span_is_remote,
            kind: self.kind.clone(),
            start_time: self.start_time,
            end_time: self.end_time,
            subject: self.subject.take(),
            recorded: before,
            attributes,
            has_answer,
            dropped_attributes_count: mem::take(&mut self.dropped_attributes_count),
            most_attributes: self.most_attributes,
            extras: self.extras.take(),
        }
    }

    /// Keeps its box for a span that starts on this thread.
    fn leave_place(mut self: Box<Self>) {
        if self.attributes.capacity() > MOST_ROOM {
            self.attributes = Vec::new();
        }
        let _ = SPARE.try_with(|spare| {
            if let Ok(mut spare) = spare.try_borrow_mut()
                && spare.len() < SPARES
            {
                spare.push(self);
            }
        });
    }
}

/// Changes to an open span, within its limits.
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

    /// Replaces a value that was set before, but not an initial attribute.
    pub(crate) fn set_attribute(&mut self, attribute: KeyValue) {
        let mut known = self.attributes.iter_mut().skip(self.opening);
        if let Some(known) = known.find(|known| known.key == attribute.key) {
            known.value = attribute.value;
        } else if is_full(&self.attributes, self.most_attributes) {
            self.dropped_attributes_count += 1;
        } else {
            self.attributes.push(attribute);
        }
    }

    /// Applies the specification's order of statuses, in which `Ok` is final.
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

    /// Ends the span; returns whether the installation still accepts it.
    pub(crate) fn end_at(&mut self, time: impl FnOnce() -> SystemTime) -> bool {
        let destinations = self.destinations.as_ref();
        let is_taken = destinations.is_some_and(|destinations| destinations.takes_span());
        if is_taken {
            // `end()` by hand reads the system's clock, which may be behind the one that the start time comes from.
            self.end_time = time().max(self.start_time);
        }
        is_taken
    }
}

fn is_full<T>(list: &[T], most: u32) -> bool {
    u32::try_from(list.len()).is_ok_and(|length| length >= most)
}

impl EndedSpan for OwnSpan {
    fn pass_on(mut self: Box<Self>, mut last: SpanEndData<'_>) {
        last.yield_to(self.attributes.get(self.opening..).unwrap_or_default());
        if let Some(destinations) = self.destinations.take() {
            destinations.pass_on(&mut self, last);
            self.destinations = Some(destinations);
        }
        self.leave_place();
    }
}
