//! A span that is about to start, and the started span.

use std::borrow::Cow;
use std::time::SystemTime;

use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::{Link, Span, SpanBuilder, SpanKind, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue};

#[cfg(feature = "sdk")]
use super::kept_subject::KeptSubject;
use super::redacted::redact_text;
use super::subject::Subject;
use crate::redact::Redaction;

/// What a tracer needs to start a span.
#[derive(Debug)]
pub(crate) struct Opening<'a> {
    pub(crate) subject: &'a Subject<'a>,
    pub(crate) time: SystemTime,
    pub(crate) links: Vec<Link>,
    /// Applied before samplers see name and attributes, if no exporter applies it later.
    pub(crate) redaction: Option<Redaction>,
}

/// The span of an operation, once that has started.
///
/// Tracers write it in place: after a move, loads of other widths than the stores would stall the processor.
#[derive(Debug)]
pub(crate) struct StartedSpan {
    /// The parent's context with the span in it.
    pub(crate) context: Context,
    pub(crate) state: SpanState,
    pub(crate) route: Route,
    /// When it started; `None` if it need not be ended.
    pub(crate) time: Option<SystemTime>,
}

/// The state of an operation's span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpanState {
    /// No span: there is no provider.
    Absent,
    /// A span whose context propagates, but that is not recorded.
    Unrecorded,
    /// A recording span.
    Recording,
}

/// The way of spans and events to their exporters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// A span of our own tracer, to our exporters only.
    #[cfg(feature = "sdk")]
    Direct,
    /// An event to our exporters only, which render and redact it on their own threads.
    #[cfg(feature = "sdk")]
    Ours,
    /// To any processors and exporters of the host, possibly ours among them.
    Foreign,
}

impl Route {
    /// Whether attributes of the response may be written during the export.
    pub(crate) const fn writes_later(self) -> bool {
        match self {
            #[cfg(feature = "sdk")]
            Self::Direct => true,
            _ => false,
        }
    }
}

impl Opening<'_> {
    pub(crate) fn kind(&self) -> SpanKind {
        self.subject.kind().span_kind()
    }

    /// The subject, if name and attributes may be written during the export.
    #[cfg(feature = "sdk")]
    pub(crate) fn unwritten(&self) -> Option<KeptSubject> {
        self.redaction
            .is_none()
            .then(|| KeptSubject::of(self.subject))
    }

    /// The name and the initial attributes of the span.
    pub(crate) fn written(&self) -> (Cow<'static, str>, Vec<KeyValue>) {
        let mut name = self.subject.name();
        let mut attributes = self.subject.attributes();
        if let Some(redaction) = &self.redaction {
            redact_text(&mut name, redaction);
            attributes.redact(redaction);
        }
        (name, attributes.into_vec())
    }

    /// Starts the span with a tracer of any provider.
    pub(super) fn start(self, tracer: &BoxedTracer, parent: &Context, started: &mut StartedSpan) {
        let (name, attributes) = self.written();
        let time = self.time;
        let mut builder = SpanBuilder::from_name(name)
            .with_kind(self.kind())
            .with_start_time(time);
        builder.attributes = Some(attributes);
        if !self.links.is_empty() {
            builder.links = Some(self.links);
        }
        let span = tracer.build_with_context(builder, parent);
        let (own, around) = (span.span_context(), parent.span());
        // A no-op tracer returns the parent's own span context.
        if !own.is_valid() || own.span_id() == around.span_context().span_id() {
            return started.leave_out(parent);
        }
        let state = if span.is_recording() {
            SpanState::Recording
        } else {
            SpanState::Unrecorded
        };
        started.context = parent.with_span(span);
        started.state = state;
        started.route = Route::Foreign;
        started.time = Some(time);
    }
}

impl StartedSpan {
    /// No span.
    pub(crate) fn absent() -> Self {
        Self {
            context: Context::new(),
            state: SpanState::Absent,
            route: Route::Foreign,
            time: None,
        }
    }

    /// Sets that there is no span: operations beneath become children of `parent`.
    pub(crate) fn leave_out(&mut self, parent: &Context) {
        self.context = parent.clone();
        self.state = SpanState::Absent;
        self.route = Route::Foreign;
        self.time = None;
    }

    pub(crate) fn is_recording(&self) -> bool {
        self.state == SpanState::Recording
    }
}
