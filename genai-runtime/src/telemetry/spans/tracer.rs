//! How a span of ours starts, and where it goes when it has ended.

use std::sync::Arc;

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, TraceContextExt, TraceFlags, TraceId, TraceState};
use opentelemetry_sdk::trace::{
    IdGenerator, RandomIdGenerator, Sampler, SamplingDecision, ShouldSample,
};

use super::span::DirectSpan;
use crate::signals::direct::DirectTracer;
use crate::signals::{Opening, Route, SpanState, StartedSpan, leave_room};
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

    /// Starts no more spans, and lets none of those wait that end from now on.
    pub(crate) fn shut_down(&self) {
        self.destinations.shut_down();
    }
}

impl DirectTracer for SpanTracer {
    fn start_unsampled(&self, parent: &Context) -> Option<StartedSpan> {
        let around = parent.span();
        let around = valid(around.span_context());
        let is_unsampled = match (&self.sampler, around) {
            (Sampler::AlwaysOff, _) => true,
            (Sampler::ParentBased(_), Some(around)) => !around.is_sampled(),
            _ => false,
        };
        if !is_unsampled || !self.is_on(parent) {
            return None;
        }
        let trace = self.trace(around);
        let state = around.map_or(TraceState::NONE, |around| around.trace_state().clone());
        Some(self.unsampled(trace, state, parent))
    }

    fn start(&self, opening: Opening, parent: &Context) -> StartedSpan {
        if !self.is_on(parent) {
            return StartedSpan::absent(parent);
        }
        let around = parent.span();
        let around = valid(around.span_context());
        let trace = self.trace(around);
        let around = around.unwrap_or(&SpanContext::NONE);
        let sampled = self.sampler.should_sample(
            Some(parent),
            trace,
            &opening.name,
            &opening.kind,
            &opening.attributes,
            &opening.links,
        );
        let is_sampled = match sampled.decision {
            SamplingDecision::Drop => {
                leave_room(opening.attributes);
                return self.unsampled(trace, sampled.trace_state, parent);
            }
            SamplingDecision::RecordOnly => false,
            SamplingDecision::RecordAndSample => true,
        };
        let flags = around.trace_flags().with_sampled(is_sampled);
        let span = self.ids.new_span_id();
        let started = SpanContext::new(trace, span, flags, false, sampled.trace_state);
        let span = DirectSpan::new(
            opening,
            sampled.attributes,
            started,
            around,
            &self.destinations,
        );
        StartedSpan {
            context: parent.with_span(span),
            state: SpanState::Recording,
            route: Route::Direct,
        }
    }
}

impl SpanTracer {
    fn is_on(&self, parent: &Context) -> bool {
        !self.destinations.is_shut_down() && !parent.is_telemetry_suppressed()
    }

    /// The trace of the span around, or a new one.
    fn trace(&self, around: Option<&SpanContext>) -> TraceId {
        around.map_or_else(|| self.ids.new_trace_id(), SpanContext::trace_id)
    }

    /// A span that is passed on to those beneath it, and nothing more.
    fn unsampled(&self, trace: TraceId, state: TraceState, parent: &Context) -> StartedSpan {
        let span = self.ids.new_span_id();
        let started = SpanContext::new(trace, span, TraceFlags::default(), false, state);
        StartedSpan {
            context: parent.with_remote_span_context(started),
            state: SpanState::Unrecorded,
            route: Route::Direct,
        }
    }
}

/// Nothing is taken over from a span context that is not valid.
fn valid(around: &SpanContext) -> Option<&SpanContext> {
    Some(around).filter(|around| around.is_valid())
}
