//! A span of ours that goes on.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::time::now;
use opentelemetry::trace::{Event, Link, Span, SpanContext, Status};
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};

use super::tracer::Shared;
use crate::signals::Opening;
use crate::signals::direct::handed_over;

/// Keeps what is said of it until it ends, within the limits of its installation.
#[derive(Debug)]
pub(super) struct DirectSpan {
    span_context: SpanContext,
    /// None once it has ended. It is large, and on its way into a context it moves more than once.
    data: Option<Box<SpanData>>,
    shared: Arc<Shared>,
}

impl DirectSpan {
    pub(super) fn new(
        opening: Opening,
        of_sampler: Vec<KeyValue>,
        span_context: SpanContext,
        parent: &SpanContext,
        shared: &Arc<Shared>,
    ) -> Self {
        let mut attributes = opening.attributes;
        attributes.extend(of_sampler);
        let limits = &shared.limits;
        let dropped_attributes_count = truncate(&mut attributes, limits.max_attributes_per_span);
        let mut links = SpanLinks::default();
        links.links = opening.links;
        links.dropped_count = truncate(&mut links.links, limits.max_links_per_span);
        let data = SpanData {
            span_context: span_context.clone(),
            parent_span_id: parent.span_id(),
            parent_span_is_remote: parent.is_valid() && parent.is_remote(),
            span_kind: opening.kind,
            name: opening.name,
            start_time: opening.time,
            end_time: opening.time,
            attributes,
            dropped_attributes_count,
            events: SpanEvents::default(),
            links,
            status: Status::default(),
            instrumentation_scope: shared.scope(),
        };
        Self {
            span_context,
            data: Some(Box::new(data)),
            shared: Arc::clone(shared),
        }
    }

    fn end_at(&mut self, time: impl FnOnce() -> SystemTime) {
        let Some(mut data) = self.data.take() else {
            return;
        };
        if self.shared.is_shut_down() {
            return;
        }
        data.end_time = time();
        handed_over(|attributes| {
            data.attributes.append(attributes);
            let most = self.shared.limits.max_attributes_per_span;
            data.dropped_attributes_count += truncate(&mut data.attributes, most);
        });
        self.shared.pass_on(*data);
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
        let Some(data) = &mut self.data else { return };
        let limits = &self.shared.limits;
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
        self.data.is_some()
    }

    fn set_attribute(&mut self, attribute: KeyValue) {
        let Some(data) = &mut self.data else { return };
        if is_full(&data.attributes, self.shared.limits.max_attributes_per_span) {
            data.dropped_attributes_count += 1;
        } else {
            data.attributes.push(attribute);
        }
    }

    /// The statuses have an order, in which `Ok` is the last word.
    fn set_status(&mut self, status: Status) {
        if let Some(data) = &mut self.data
            && status > data.status
        {
            data.status = status;
        }
    }

    fn update_name<T>(&mut self, new_name: T)
    where
        T: Into<Cow<'static, str>>,
    {
        if let Some(data) = &mut self.data {
            data.name = new_name.into();
        }
    }

    fn add_link(&mut self, span_context: SpanContext, mut attributes: Vec<KeyValue>) {
        let Some(data) = &mut self.data else { return };
        let limits = &self.shared.limits;
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
    list.len() >= size(most)
}

/// Keeps so many of a list; returns how many were dropped.
fn truncate<T>(list: &mut Vec<T>, most: u32) -> u32 {
    let dropped = list.len().saturating_sub(size(most));
    list.truncate(size(most));
    u32::try_from(dropped).unwrap_or(u32::MAX)
}

fn size(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}
