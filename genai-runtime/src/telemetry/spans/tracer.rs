//! How a span of ours starts, and where it goes when it has ended.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use opentelemetry::trace::{SpanContext, TraceContextExt, TraceFlags};
use opentelemetry::{Context, InstrumentationScope};
use opentelemetry_sdk::trace::{
    IdGenerator, RandomIdGenerator, Sampler, SamplingDecision, ShouldSample, SpanData, SpanLimits,
    SpanProcessor,
};

use super::span::DirectSpan;
use crate::signals::direct::DirectTracer;
use crate::signals::{Opening, Route, SpanState, StartedSpan, scope};
use crate::telemetry::export::spans::QueuedSpans;

/// Starts spans for the queues of one installation.
#[derive(Debug)]
pub(crate) struct SpanTracer {
    shared: Arc<Shared>,
}

/// What all spans of one installation have in common.
#[derive(Debug)]
pub(super) struct Shared {
    scope: InstrumentationScope,
    sampler: Sampler,
    ids: RandomIdGenerator,
    pub(super) limits: SpanLimits,
    queues: Vec<QueuedSpans>,
    is_shut_down: Arc<AtomicBool>,
}

impl SpanTracer {
    /// A tracer for the queues of a provider, whose processors say when that is shut down.
    pub(crate) fn new(
        sampler: Sampler,
        limits: SpanLimits,
        queues: Vec<QueuedSpans>,
        is_shut_down: Arc<AtomicBool>,
    ) -> Self {
        let shared = Shared {
            scope: scope(),
            sampler,
            ids: RandomIdGenerator::default(),
            limits,
            queues,
            is_shut_down,
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Starts no more spans, and lets none of those wait that end from now on.
    pub(crate) fn shut_down(&self) {
        self.shared.is_shut_down.store(true, Ordering::Relaxed);
    }
}

impl DirectTracer for SpanTracer {
    fn start(&self, opening: Opening, parent: &Context) -> StartedSpan {
        let shared = &self.shared;
        if shared.is_shut_down() || parent.is_telemetry_suppressed() {
            return StartedSpan::absent(parent);
        }
        // Nothing is taken over from a span context that is not valid.
        let around = parent.span();
        let around = Some(around.span_context()).filter(|around| around.is_valid());
        let trace = around.map_or_else(|| shared.ids.new_trace_id(), SpanContext::trace_id);
        let around = around.unwrap_or(&SpanContext::NONE);
        let sampled = shared.sampler.should_sample(
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
        let span = shared.ids.new_span_id();
        let started = SpanContext::new(trace, span, flags, false, sampled.trace_state);
        let (context, state) = if is_recorded {
            let span = DirectSpan::new(opening, sampled.attributes, started, around, shared);
            (parent.with_span(span), SpanState::Recording)
        } else {
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

impl Shared {
    pub(super) fn is_shut_down(&self) -> bool {
        self.is_shut_down.load(Ordering::Relaxed)
    }

    pub(super) fn scope(&self) -> InstrumentationScope {
        self.scope.clone()
    }

    /// Lets a span that has ended wait for every exporter.
    pub(super) fn pass_on(&self, span: SpanData) {
        if let Some((last, others)) = self.queues.split_last() {
            for queue in others {
                queue.on_end(span.clone());
            }
            last.on_end(span);
        }
    }
}
