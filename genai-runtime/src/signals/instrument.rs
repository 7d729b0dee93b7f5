//! Definitions of the conventions' instruments.

use genai_semconv::metric::{self, Metric};
use opentelemetry::metrics::{Counter, Histogram, Meter};

/// The definition of an instrument: a [`Metric`] without its table of attributes, which would otherwise be linked into
/// every program.
#[derive(Clone, Copy)]
pub(super) struct Instrument {
    name: &'static str,
    /// In UCUM notation.
    unit: &'static str,
    description: &'static str,
    /// Upper bounds of a histogram's buckets.
    pub(super) boundaries: &'static [f64],
}

impl Instrument {
    const fn of(metric: &Metric) -> Self {
        Self {
            name: metric.name,
            unit: metric.unit,
            description: metric.description,
            boundaries: metric.boundaries,
        }
    }

    /// A histogram of durations, in seconds.
    pub(super) fn durations(self, meter: &Meter) -> Histogram<f64> {
        meter
            .f64_histogram(self.name)
            .with_unit(self.unit)
            .with_description(self.description)
            .with_boundaries(self.boundaries.to_vec())
            .build()
    }

    /// A histogram of counts.
    pub(super) fn counts(self, meter: &Meter) -> Histogram<u64> {
        meter
            .u64_histogram(self.name)
            .with_unit(self.unit)
            .with_description(self.description)
            .with_boundaries(self.boundaries.to_vec())
            .build()
    }

    /// A sum that only grows.
    pub(super) fn sum(self, meter: &Meter) -> Counter<u64> {
        meter
            .u64_counter(self.name)
            .with_unit(self.unit)
            .with_description(self.description)
            .build()
    }
}

/// Instruments of v1.41.
pub(super) mod v1_41 {
    use super::{Instrument, metric::v1_41 as metrics};

    pub(in super::super) const OPERATION_DURATION: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_OPERATION_DURATION);
    pub(in super::super) const TOKEN_USAGE: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_TOKEN_USAGE);
    pub(in super::super) const TIME_TO_FIRST_CHUNK: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_OPERATION_TIME_TO_FIRST_CHUNK);
    pub(in super::super) const TIME_PER_OUTPUT_CHUNK: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_OPERATION_TIME_PER_OUTPUT_CHUNK);
}

/// Instruments of the unreleased conventions.
pub(super) mod latest {
    use super::{Instrument, metric::latest as metrics};

    pub(in super::super) const INFERENCE_DURATION: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_DURATION);
    pub(in super::super) const OPERATION_INPUT_TOKENS: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_OPERATION_INPUT_TOKENS);
    pub(in super::super) const OPERATION_OUTPUT_TOKENS: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_OPERATION_OUTPUT_TOKENS);
    pub(in super::super) const USAGE_INPUT_TOKENS: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_USAGE_INPUT_TOKENS);
    pub(in super::super) const USAGE_OUTPUT_TOKENS: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_USAGE_OUTPUT_TOKENS);
    pub(in super::super) const USAGE_CACHE_READ_INPUT_TOKENS: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_READ_INPUT_TOKENS);
    pub(in super::super) const USAGE_CACHE_WRITE_INPUT_TOKENS: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_WRITE_INPUT_TOKENS);
    pub(in super::super) const USAGE_REASONING_OUTPUT_TOKENS: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_USAGE_REASONING_OUTPUT_TOKENS);
    pub(in super::super) const TIME_TO_FIRST_CHUNK: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK);
    pub(in super::super) const TIME_PER_OUTPUT_CHUNK: Instrument =
        Instrument::of(&metrics::GEN_AI_CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK);
    pub(in super::super) const INVOKE_AGENT_DURATION: Instrument =
        Instrument::of(&metrics::GEN_AI_INVOKE_AGENT_DURATION);
    pub(in super::super) const INVOKE_AGENT_INFERENCE_CALLS: Instrument =
        Instrument::of(&metrics::GEN_AI_INVOKE_AGENT_INFERENCE_CALLS);
    pub(in super::super) const INVOKE_AGENT_TOOL_CALLS: Instrument =
        Instrument::of(&metrics::GEN_AI_INVOKE_AGENT_TOOL_CALLS);
    pub(in super::super) const EXECUTE_TOOL_DURATION: Instrument =
        Instrument::of(&metrics::GEN_AI_EXECUTE_TOOL_DURATION);
    pub(in super::super) const INVOKE_WORKFLOW_DURATION: Instrument =
        Instrument::of(&metrics::GEN_AI_INVOKE_WORKFLOW_DURATION);
}
