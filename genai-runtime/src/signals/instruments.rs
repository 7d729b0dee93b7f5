//! The instruments of one meter provider.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use genai_semconv::attribute;
use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Histogram, Meter};

use super::all_series::AllSeries;
use super::instrument::{latest, v1_41};
use super::recorder::{Binding, Recorder, keeps_what_it_is_bound_to};

/// The instruments of one meter provider. The SDK allocates storage per instrument, so each is made on first use.
#[derive(Debug)]
pub(crate) struct Instruments {
    /// Distinguishes them from those of other providers.
    id: u64,
    /// Whether anything collects their measurements.
    are_collected: bool,
    /// Whether the provider may support bound histograms.
    may_be_bound: bool,
    /// Whether it was seen to support them.
    binding: Binding,
    meter: Meter,
    series: AllSeries,
    /// Has the same name in all releases.
    operation_duration: OnceLock<Histogram<f64>>,
    v1_41: OnceLock<V1_41>,
    latest: OnceLock<Latest>,
    v1_41_paces: OnceLock<Paces>,
    latest_paces: OnceLock<Paces>,
    streams: OnceLock<Streams>,
    steps: OnceLock<Steps>,
    #[cfg(feature = "content")]
    content_drops: OnceLock<Counter<u64>>,
}

/// The pace of streams, under the names of one release.
#[derive(Debug)]
pub(super) struct Paces {
    pub(super) time_to_first_chunk: Histogram<f64>,
    pub(super) time_per_output_chunk: Histogram<f64>,
}

/// Metrics of streams that the conventions do not have.
#[derive(Debug)]
pub(super) struct Streams {
    pub(super) chunks: Histogram<u64>,
    pub(super) bytes: Histogram<u64>,
    pub(super) last_chunk_age: Histogram<f64>,
}

/// Metrics of agents, tools and workflows in the unreleased conventions.
#[derive(Debug)]
pub(super) struct Steps {
    pub(super) agent_duration: Histogram<f64>,
    pub(super) inference_calls: Histogram<u64>,
    pub(super) tool_calls: Histogram<u64>,
    pub(super) tool_duration: Histogram<f64>,
    pub(super) workflow_duration: Histogram<f64>,
}

/// Metrics that v1.41 has and the unreleased conventions do not.
#[derive(Debug)]
pub(super) struct V1_41 {
    pub(super) token_usage: Histogram<u64>,
}

/// Metrics of calls to models in the unreleased conventions.
#[derive(Debug)]
pub(super) struct Latest {
    pub(super) inference_duration: Histogram<f64>,
    pub(super) operation_input_tokens: Histogram<u64>,
    pub(super) operation_output_tokens: Histogram<u64>,
    pub(super) input_tokens: Counter<u64>,
    pub(super) output_tokens: Counter<u64>,
    pub(super) cache_read_tokens: Counter<u64>,
    pub(super) cache_write_tokens: Counter<u64>,
    pub(super) reasoning_tokens: Counter<u64>,
}

impl Instruments {
    pub(crate) fn new(meter: Meter) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            are_collected: true,
            may_be_bound: true,
            binding: Binding::default(),
            meter,
            series: AllSeries::default(),
            operation_duration: OnceLock::new(),
            v1_41: OnceLock::new(),
            latest: OnceLock::new(),
            v1_41_paces: OnceLock::new(),
            latest_paces: OnceLock::new(),
            streams: OnceLock::new(),
            steps: OnceLock::new(),
            #[cfg(feature = "content")]
            content_drops: OnceLock::new(),
        }
    }

    /// Those of a provider whose measurements [nothing collects](super::no_metrics).
    pub(super) fn uncollected(meter: Meter) -> Self {
        Self {
            are_collected: false,
            ..Self::new(meter)
        }
    }

    /// Sets whether the provider may support bound histograms.
    pub(super) fn bound_if(self, may_be_bound: bool) -> Self {
        Self {
            may_be_bound,
            ..self
        }
    }

    /// A recorder of one of these histograms, with these attributes.
    pub(super) fn recorder<T: Clone>(
        &self,
        histogram: &Histogram<T>,
        attributes: &[KeyValue],
    ) -> Recorder<T> {
        let is_seen = || keeps_what_it_is_bound_to(histogram, attributes);
        let is_bound = self.may_be_bound && self.binding.is_possible(is_seen);
        Recorder::new(histogram, attributes, is_bound)
    }

    pub(super) const fn are_collected(&self) -> bool {
        self.are_collected
    }

    pub(super) fn id(&self) -> u64 {
        self.id
    }

    /// The series of calls to models.
    pub(super) fn series(&self) -> &AllSeries {
        &self.series
    }

    pub(super) fn operation_duration(&self) -> &Histogram<f64> {
        self.operation_duration
            .get_or_init(|| v1_41::OPERATION_DURATION.durations(&self.meter))
    }

    pub(super) fn v1_41(&self) -> &V1_41 {
        self.v1_41.get_or_init(|| V1_41 {
            token_usage: v1_41::TOKEN_USAGE.counts(&self.meter),
        })
    }

    pub(super) fn latest(&self) -> &Latest {
        let meter = &self.meter;
        self.latest.get_or_init(|| Latest {
            inference_duration: latest::INFERENCE_DURATION.durations(meter),
            operation_input_tokens: latest::OPERATION_INPUT_TOKENS.counts(meter),
            operation_output_tokens: latest::OPERATION_OUTPUT_TOKENS.counts(meter),
            input_tokens: latest::USAGE_INPUT_TOKENS.sum(meter),
            output_tokens: latest::USAGE_OUTPUT_TOKENS.sum(meter),
            cache_read_tokens: latest::USAGE_CACHE_READ_INPUT_TOKENS.sum(meter),
            cache_write_tokens: latest::USAGE_CACHE_WRITE_INPUT_TOKENS.sum(meter),
            reasoning_tokens: latest::USAGE_REASONING_OUTPUT_TOKENS.sum(meter),
        })
    }

    pub(super) fn v1_41_paces(&self) -> &Paces {
        self.v1_41_paces.get_or_init(|| Paces {
            time_to_first_chunk: v1_41::TIME_TO_FIRST_CHUNK.durations(&self.meter),
            time_per_output_chunk: v1_41::TIME_PER_OUTPUT_CHUNK.durations(&self.meter),
        })
    }

    pub(super) fn latest_paces(&self) -> &Paces {
        self.latest_paces.get_or_init(|| Paces {
            time_to_first_chunk: latest::TIME_TO_FIRST_CHUNK.durations(&self.meter),
            time_per_output_chunk: latest::TIME_PER_OUTPUT_CHUNK.durations(&self.meter),
        })
    }

    pub(super) fn steps(&self) -> &Steps {
        let meter = &self.meter;
        self.steps.get_or_init(|| Steps {
            agent_duration: latest::INVOKE_AGENT_DURATION.durations(meter),
            inference_calls: latest::INVOKE_AGENT_INFERENCE_CALLS.counts(meter),
            tool_calls: latest::INVOKE_AGENT_TOOL_CALLS.counts(meter),
            tool_duration: latest::EXECUTE_TOOL_DURATION.durations(meter),
            workflow_duration: latest::INVOKE_WORKFLOW_DURATION.durations(meter),
        })
    }

    pub(super) fn streams(&self) -> &Streams {
        let meter = &self.meter;
        self.streams.get_or_init(|| Streams {
            chunks: meter
                .u64_histogram(attribute::GENAI_RUNTIME_STREAM_CHUNKS)
                .with_unit("{chunk}")
                .with_description("Chunks of a returned stream.")
                .with_boundaries(powers_of_four())
                .build(),
            bytes: meter
                .u64_histogram(attribute::GENAI_RUNTIME_STREAM_BYTES)
                .with_unit("By")
                .with_description("Text, reasoning and tool arguments of a returned stream.")
                .with_boundaries(powers_of_four())
                .build(),
            last_chunk_age: meter
                .f64_histogram(attribute::GENAI_RUNTIME_STREAM_LAST_CHUNK_AGE)
                .with_unit("s")
                .with_description("Time from the last chunk of a returned stream to its end.")
                .with_boundaries(v1_41::OPERATION_DURATION.boundaries.to_vec())
                .build(),
        })
    }

    /// Counts content that does not reach its store.
    #[cfg(feature = "content")]
    pub(super) fn content_drops(&self) -> &Counter<u64> {
        self.content_drops.get_or_init(|| {
            self.meter
                .u64_counter(attribute::GENAI_RUNTIME_CONTENT_STORE_DROPPED)
                .with_unit("{part}")
                .with_description("Parts of captured content that did not reach their store.")
                .build()
        })
    }
}

/// Bucket boundaries from 1 to 67,108,864, as the conventions have them for token counts.
fn powers_of_four() -> Vec<f64> {
    (0..14).map(|exponent| 4_f64.powi(exponent)).collect()
}
