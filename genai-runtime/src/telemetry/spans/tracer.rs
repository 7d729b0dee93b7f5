//! Samples and starts spans.

use std::sync::Arc;

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, TraceContextExt, TraceFlags, TraceId, TraceState};
use opentelemetry_sdk::trace::{IdGenerator, RandomIdGenerator};

use super::span::DirectSpan;
use crate::signals::direct::DirectTracer;
use crate::signals::{Opening, Route, SpanState, StartedSpan};
use crate::telemetry::Sampler;
use crate::telemetry::export::destinations::Destinations;

/// Starts the spans of one installation.
#[derive(Debug)]
pub(crate) struct SpanTracer {
    sampler: Sampler,
    ids: RandomIdGenerator,
    destinations: Arc<Destinations>,
}

impl SpanTracer {
    pub(crate) fn new(sampler: Sampler, destinations: Destinations) -> Self {
        Self {
            sampler,
            ids: RandomIdGenerator::default(),
            destinations: Arc::new(destinations),
        }
    }

    /// Starts no more spans, and drops those that end from now on.
    pub(crate) fn shut_down(&self) {
        self.destinations.shut_down();
    }
}

impl DirectTracer for SpanTracer {
    fn sample(&self, parent: &Context, started: &mut StartedSpan) -> Option<TraceId> {
        if self.destinations.is_shut_down() || parent.is_telemetry_suppressed() {
            started.leave_out(parent);
            return None;
        }
        let around = parent.span();
        let active = Some(around.span_context()).filter(|_| parent.has_active_span());
        let around = valid(around.span_context());
        let trace = around.map_or_else(|| self.ids.new_trace_id(), SpanContext::trace_id);
        if self.sampler.samples(active, trace) {
            return Some(trace);
        }
        let unsampled = self.span_context(trace, TraceFlags::default(), around);
        started.context = parent.with_remote_span_context(unsampled);
        started.state = SpanState::Unrecorded;
        started.route = Route::Direct;
        started.time = None;
        None
    }

    fn start(
        &self,
        opening: Opening<'_>,
        trace: TraceId,
        parent: &Context,
        started: &mut StartedSpan,
    ) {
        let around = parent.span();
        let around = valid(around.span_context());
        let flags = around.map_or_else(TraceFlags::default, SpanContext::trace_flags);
        let sampled = self.span_context(trace, flags.with_sampled(true), around);
        let around = around.unwrap_or(&SpanContext::NONE);
        started.time = Some(opening.time);
        let span = DirectSpan::new(opening, sampled, around, &self.destinations);
        started.context = parent.with_span(span);
        started.state = SpanState::Recording;
        started.route = Route::Direct;
    }
}

impl SpanTracer {
    /// The context of a new span with this parent.
    #[inline]
    fn span_context(
        &self,
        trace: TraceId,
        flags: TraceFlags,
        around: Option<&SpanContext>,
    ) -> SpanContext {
        let state = around.map_or(TraceState::NONE, |around| around.trace_state().clone());
        SpanContext::new(trace, self.ids.new_span_id(), flags, false, state)
    }
}

/// Filters an invalid span context, from which nothing is inherited.
fn valid(around: &SpanContext) -> Option<&SpanContext> {
    Some(around).filter(|around| around.is_valid())
}
