//! A span that is about to start, and what comes of it.

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

/// What a tracer is told of a span that is to start.
#[derive(Debug)]
pub(crate) struct Opening<'a> {
    pub(crate) subject: &'a Subject<'a>,
    pub(crate) time: SystemTime,
    pub(crate) links: Vec<Link>,
    /// Takes out of it what samplers must not see, and nobody takes out later.
    pub(crate) redaction: Option<Redaction>,
}

/// The span of an operation, once that has started.
///
/// Whoever starts it writes it where it stays: moved from hand to hand, it would be read in other pieces than it was
/// written in, for which the processor has to wait.
#[derive(Debug)]
pub(crate) struct StartedSpan {
    /// The parent's context with the span in it.
    pub(crate) context: Context,
    pub(crate) state: SpanState,
    pub(crate) route: Route,
    /// When it started; none where nothing becomes of it once it has ended.
    pub(crate) time: Option<SystemTime>,
}

/// What stands behind an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpanState {
    /// No span: there is no provider.
    Absent,
    /// A span that is passed on to children and not kept.
    Unrecorded,
    /// A span that keeps what is said of it.
    Recording,
}

/// Where spans and events go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// To exporters of ours alone, and the span is one of ours too.
    #[cfg(feature = "sdk")]
    Direct,
    /// Events to exporters of ours alone, which render and redact what they carry on threads of their own.
    #[cfg(feature = "sdk")]
    Ours,
    /// To whatever processors and exporters a host has, ours among them or not.
    Foreign,
}

impl Route {
    /// Whether what a response said may be written by whoever exports the span.
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

    /// What it is about, if whoever exports the span may write it.
    #[cfg(feature = "sdk")]
    pub(crate) fn unwritten(&self) -> Option<KeptSubject> {
        self.redaction
            .is_none()
            .then(|| KeptSubject::of(self.subject))
    }

    /// The name of the span, and what it starts with.
    pub(crate) fn written(&self) -> (Cow<'static, str>, Vec<KeyValue>) {
        let mut name = self.subject.name();
        let mut attributes = self.subject.attributes();
        if let Some(redaction) = &self.redaction {
            redact_text(&mut name, redaction);
            attributes.redact(redaction);
        }
        (name, attributes.into_vec())
    }

    /// Starts the span with a tracer of whatever provider.
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
        // A no-op tracer hands back the parent's own span context.
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
    /// None yet.
    pub(crate) fn absent() -> Self {
        Self {
            context: Context::new(),
            state: SpanState::Absent,
            route: Route::Foreign,
            time: None,
        }
    }

    /// There is none: what is beneath is beneath the parent.
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
