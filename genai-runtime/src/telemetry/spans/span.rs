//! A span of ours that goes on.

use std::borrow::Cow;
use std::mem;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::time::now;
use opentelemetry::trace::{Event, Link, Span, SpanContext, Status};
use opentelemetry_sdk::trace::{SpanData, SpanLimits};

use crate::signals::direct::ended;
use crate::signals::{Opening, leave_room};
use crate::telemetry::export::destinations::{Destinations, truncate};
use crate::telemetry::export::record::Record;

/// Keeps what is said of it until it ends, within the limits of its installation.
#[derive(Debug)]
pub(super) struct DirectSpan {
    span_context: SpanContext,
    /// None once it has ended.
    record: Option<Box<Record>>,
}

impl DirectSpan {
    pub(super) fn new(
        opening: Opening,
        span_context: SpanContext,
        parent: &SpanContext,
        destinations: &Arc<Destinations>,
    ) -> Self {
        let mut record = Record::ours(destinations);
        let span = &mut record.span;
        leave_room(mem::replace(&mut span.attributes, opening.attributes));
        let limits = destinations.limits();
        span.dropped_attributes_count =
            truncate(&mut span.attributes, limits.max_attributes_per_span);
        span.links.links = opening.links;
        span.links.dropped_count = truncate(&mut span.links.links, limits.max_links_per_span);
        span.span_context = span_context.clone();
        span.parent_span_id = parent.span_id();
        span.parent_span_is_remote = parent.is_valid() && parent.is_remote();
        span.span_kind = opening.kind;
        span.name = opening.name;
        span.start_time = opening.time;
        Self {
            span_context,
            record: Some(record),
        }
    }

    fn end_at(&mut self, time: impl FnOnce() -> SystemTime) {
        let Some(mut record) = self.record.take() else {
            return;
        };
        if !record
            .destinations()
            .is_some_and(Destinations::is_shut_down)
        {
            record.span.end_time = time();
            ended(record);
        }
    }

    /// What is said of it, and how much that may be; none once it has ended.
    fn open(&mut self) -> Option<(&mut SpanData, SpanLimits)> {
        let record = self.record.as_deref_mut()?;
        let limits = *record.destinations()?.limits();
        Some((&mut record.span, limits))
    }
}

impl Span for DirectSpan {
    fn add_event_with_timestamp<T>(
        &mut self,
        name: T,
        timestamp: SystemTime,
        mut attributes: Vec<KeyValue>,
    ) where
        T: Into<Cow<'static, str>>,
    {
        let Some((data, limits)) = self.open() else {
            return;
        };
        if is_full(&data.events.events, limits.max_events_per_span) {
            data.events.dropped_count += 1;
            return;
        }
        let dropped = truncate(&mut attributes, limits.max_attributes_per_event);
        let event = Event::new(name, timestamp, attributes, dropped);
        data.events.events.push(event);
    }

    fn span_context(&self) -> &SpanContext {
        &self.span_context
    }

    fn is_recording(&self) -> bool {
        self.record.is_some()
    }

    fn set_attribute(&mut self, attribute: KeyValue) {
        let Some((data, limits)) = self.open() else {
            return;
        };
        if is_full(&data.attributes, limits.max_attributes_per_span) {
            data.dropped_attributes_count += 1;
        } else {
            data.attributes.push(attribute);
        }
    }

    /// The statuses have an order, in which `Ok` is the last word.
    fn set_status(&mut self, status: Status) {
        if let Some((data, _)) = self.open()
            && status > data.status
        {
            data.status = status;
        }
    }

    fn update_name<T>(&mut self, new_name: T)
    where
        T: Into<Cow<'static, str>>,
    {
        if let Some((data, _)) = self.open() {
            data.name = new_name.into();
        }
    }

    fn add_link(&mut self, span_context: SpanContext, mut attributes: Vec<KeyValue>) {
        let Some((data, limits)) = self.open() else {
            return;
        };
        if is_full(&data.links.links, limits.max_links_per_span) {
            data.links.dropped_count += 1;
            return;
        }
        let dropped = truncate(&mut attributes, limits.max_attributes_per_link);
        let link = Link::new(span_context, attributes, dropped);
        data.links.links.push(link);
    }

    fn end_with_timestamp(&mut self, timestamp: SystemTime) {
        self.end_at(|| timestamp);
    }
}

impl Drop for DirectSpan {
    /// An operation ends its span; whoever has lost one all the same ends it here.
    fn drop(&mut self) {
        self.end_at(now);
    }
}

fn is_full<T>(list: &[T], most: u32) -> bool {
    u32::try_from(list.len()).is_ok_and(|length| length >= most)
}
