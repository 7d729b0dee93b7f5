//! Spans as a test sees them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use opentelemetry::trace::{Span as _, SpanContext, SpanId, SpanKind, Status, TraceId};
use opentelemetry::{Context, KeyValue, Value};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use super::accessors::accessors;

/// A span that has ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CapturedSpan {
    /// Name of the span.
    pub name: String,
    /// Its kind.
    pub kind: SpanKind,
    /// How it ended.
    pub status: Status,
    /// All attributes, in the order in which they were written.
    pub attributes: Vec<KeyValue>,
    /// All events, in order.
    pub events: Vec<SpanEvent>,
    /// All links, in order.
    pub links: Vec<SpanLink>,
    /// The trace that it belongs to.
    pub trace_id: TraceId,
    /// Its own identifier.
    pub span_id: SpanId,
    /// The parent span, if there is one.
    pub parent_id: Option<SpanId>,
    /// Whether the parent is in another process.
    pub parent_is_remote: bool,
    /// When it started.
    pub start: SystemTime,
    /// When it ended.
    pub end: SystemTime,
    /// Name of the library that created it (the instrumentation scope).
    pub scope: String,
}

/// Something that happened while a span ran.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SpanEvent {
    /// Name of the event.
    pub name: String,
    /// When it happened.
    pub time: SystemTime,
    /// Its attributes.
    pub attributes: Vec<KeyValue>,
}

/// A link to another span.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SpanLink {
    /// The context of the other span.
    pub span_context: SpanContext,
    /// Attributes of the link.
    pub attributes: Vec<KeyValue>,
}

impl CapturedSpan {
    /// How long it took.
    pub fn duration(&self) -> Duration {
        self.end.duration_since(self.start).unwrap_or_default()
    }

    /// Whether it is nested directly under `parent`.
    pub fn is_child_of(&self, parent: &Self) -> bool {
        self.trace_id == parent.trace_id && self.parent_id == Some(parent.span_id)
    }

    /// Whether one of its links leads to `other`.
    pub fn is_linked_to(&self, other: &Self) -> bool {
        let other = (other.trace_id, other.span_id);
        let mut linked = self.links.iter().map(|link| &link.span_context);
        linked.any(|linked| (linked.trace_id(), linked.span_id()) == other)
    }
}

accessors!(CapturedSpan);
accessors!(SpanEvent);
accessors!(SpanLink);

/// Keeps ended spans in the process.
#[derive(Debug, Clone, Default)]
pub(super) struct SpanCollector(Arc<Mutex<Collected>>);

/// Spans by their place in the order of starts. Their start times cannot give it: the SDK reads the wall clock, which
/// may be set back.
#[derive(Debug, Default)]
struct Collected {
    started: usize,
    running: HashMap<(TraceId, SpanId), usize>,
    ended: BTreeMap<usize, CapturedSpan>,
}

impl SpanCollector {
    pub(super) fn spans(&self) -> Vec<CapturedSpan> {
        self.collected().ended.values().cloned().collect()
    }

    fn collected(&self) -> MutexGuard<'_, Collected> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SpanProcessor for SpanCollector {
    fn on_start(&self, span: &mut Span, _: &Context) {
        let mut collected = self.collected();
        let place = collected.started;
        collected.started += 1;
        collected.running.insert(key(span.span_context()), place);
    }

    fn on_end(&self, span: SpanData) {
        let mut collected = self.collected();
        let place = collected.running.remove(&key(&span.span_context));
        if let Some(place) = place
            && span.span_context.is_sampled()
        {
            collected.ended.insert(place, captured(span));
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

fn key(span: &SpanContext) -> (TraceId, SpanId) {
    (span.trace_id(), span.span_id())
}

fn captured(span: SpanData) -> CapturedSpan {
    let parent_id = span.parent_span_id;
    let events = span.events.into_iter().map(|event| SpanEvent {
        name: event.name.into_owned(),
        time: event.timestamp,
        attributes: event.attributes,
    });
    let links = span.links.into_iter().map(|link| SpanLink {
        span_context: link.span_context,
        attributes: link.attributes,
    });
    CapturedSpan {
        name: span.name.into_owned(),
        kind: span.span_kind,
        status: span.status,
        attributes: span.attributes,
        events: events.collect(),
        links: links.collect(),
        trace_id: span.span_context.trace_id(),
        span_id: span.span_context.span_id(),
        parent_id: (parent_id != SpanId::INVALID).then_some(parent_id),
        parent_is_remote: span.parent_span_is_remote,
        start: span.start_time,
        end: span.end_time,
        scope: span.instrumentation_scope.name().to_owned(),
    }
}
