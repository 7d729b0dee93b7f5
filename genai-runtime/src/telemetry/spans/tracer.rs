//! How a span of ours starts, and where it goes when it has ended.

use std::sync::Arc;

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, TraceContextExt, TraceFlags};
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
    fn start(&self, opening: Opening, parent: &Context) -> StartedSpan {
        if self.destinations.is_shut_down() || parent.is_telemetry_suppressed() {
            return StartedSpan::absent(parent);
        }
        // Nothing is taken over from a span context that is not valid.
        let around = parent.span();
        let around = Some(around.span_context()).filter(|around| around.is_valid());
        let trace = around.map_or_else(|| self.ids.new_trace_id(), SpanContext::trace_id);
        let around = around.unwrap_or(&SpanContext::NONE);
        let sampled = self.sampler.should_sample(
            Some(parent),
            trace,
            &opening.name,
            &opening.kind,
            &opening.attributes,
            &opening.links,
        );
        let (flags, is_recorded) = match sampled.decision {
            SamplingDecision::Drop => (TraceFlags::default(), false),
            SamplingDecision::RecordOnly => (around.trace_flags().with_sampled(false), true),
            SamplingDecision::RecordAndSample => (around.trace_flags().with_sampled(true), true),
        };
        let span = self.ids.new_span_id();
        let started = SpanContext::new(trace, span, flags, false, sampled.trace_state);
        let (context, state) = if is_recorded {
            let span = DirectSpan::new(
                opening,
                sampled.attributes,
                started,
                around,
                &self.destinations,
            );
            (parent.with_span(span), SpanState::Recording)
        } else {
            leave_room(opening.attributes);
            let context = parent.with_remote_span_context(started);
            (context, SpanState::Unrecorded)
        };
        StartedSpan {
            context,
            state,
            route: Route::Direct,
        }
    }
}
