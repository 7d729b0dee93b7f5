//! An open span of our own tracer.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::time::now;
use opentelemetry::trace::{Span, SpanContext, Status};

use crate::signals::Opening;
use crate::signals::direct::ended;
use crate::telemetry::export::destinations::Destinations;
use crate::telemetry::export::own_span::OwnSpan;

/// Forwards to an [`OwnSpan`] until it ends.
#[derive(Debug)]
pub(super) struct DirectSpan {
    span_context: SpanContext,
    /// `None` once it has ended.
    span: Option<Box<OwnSpan>>,
}

impl DirectSpan {
    pub(super) fn new(
        opening: Opening<'_>,
        span_context: SpanContext,
        parent: &SpanContext,
        destinations: &Arc<Destinations>,
    ) -> Self {
        let span = OwnSpan::start(opening, span_context.clone(), parent, destinations);
        Self {
            span_context,
            span: Some(span),
        }
    }

    fn end_at(&mut self, time: impl FnOnce() -> SystemTime) {
        if let Some(mut span) = self.span.take()
            && span.end_at(time)
        {
            ended(span);
        }
    }
}

impl Span for DirectSpan {
    fn add_event_with_timestamp<T>(
        &mut self,
        name: T,
        timestamp: SystemTime,
        attributes: Vec<KeyValue>,
    ) where
        T: Into<Cow<'static, str>>,
    {
        if let Some(span) = &mut self.span {
            span.add_event(name.into(), timestamp, attributes);
        }
    }

    fn span_context(&self) -> &SpanContext {
        &self.span_context
    }

    fn is_recording(&self) -> bool {
        self.span.is_some()
    }

    fn set_attribute(&mut self, attribute: KeyValue) {
        if let Some(span) = &mut self.span {
            span.set_attribute(attribute);
        }
    }

    fn set_status(&mut self, status: Status) {
        if let Some(span) = &mut self.span {
            span.set_status(status);
        }
    }

    fn update_name<T>(&mut self, new_name: T)
    where
        T: Into<Cow<'static, str>>,
    {
        if let Some(span) = &mut self.span {
            span.rename(new_name.into());
        }
    }

    fn add_link(&mut self, span_context: SpanContext, attributes: Vec<KeyValue>) {
        if let Some(span) = &mut self.span {
            span.add_link(span_context, attributes);
        }
    }

    fn end_with_timestamp(&mut self, timestamp: SystemTime) {
        self.end_at(|| timestamp);
    }
}

impl Drop for DirectSpan {
    /// Ends a span that its operation has not ended.
    fn drop(&mut self) {
        self.end_at(now);
    }
}
