//! Attributes and metrics of a returned stream.

use std::time::Duration;

use genai_semconv::{attribute, value};
use opentelemetry::KeyValue;

use super::Attributes;
use crate::kind::OperationKind;
use crate::report::ResponseFacts;

/// The outcome of a stream that reached its end.
pub(crate) const COMPLETED: &str = "completed";

/// The number and timing of a stream's chunks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pace {
    /// Items other than errors.
    pub(crate) chunks: u64,
    /// Since the start of the call.
    pub(crate) time_to_first_chunk: Option<Duration>,
    /// Time from the last chunk to the end.
    pub(crate) last_chunk_age: Option<Duration>,
}

/// Facts about a stream that has ended.
#[derive(Debug)]
pub(crate) struct StreamFacts {
    outcome: &'static str,
    /// Whether the function returned a stream.
    has_begun: bool,
    pub(super) pace: Pace,
    pub(super) bytes: u64,
    usage: UsageSource,
}

/// How far token counts can be trusted: `genai_runtime.usage.source`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UsageSource {
    /// The stream was complete when they were reported.
    Exact,
    /// The stream was cut off, and later counts may be missing.
    Partial,
    /// No usage was reported.
    Absent,
}

impl UsageSource {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Partial => "partial",
            Self::Absent => "absent",
        }
    }
}

impl StreamFacts {
    /// Facts about a stream with this outcome; `pace` is `None` if the function returned no stream.
    pub(crate) fn new(outcome: &'static str, pace: Option<Pace>, response: &ResponseFacts) -> Self {
        let reasons = &response.finish_reasons;
        let all_choices_ended = !reasons.is_empty() && reasons.iter().all(Option::is_some);
        let usage = if response.usage.is_empty() {
            UsageSource::Absent
        } else if outcome == COMPLETED || all_choices_ended {
            UsageSource::Exact
        } else {
            UsageSource::Partial
        };
        Self {
            outcome,
            has_begun: pace.is_some(),
            pace: pace.unwrap_or_default(),
            bytes: response.output_bytes,
            usage,
        }
    }

    pub(super) const fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Whether the stream reached its end without reporting usage.
    pub(crate) fn lacks_usage(&self) -> bool {
        self.outcome == COMPLETED && self.usage == UsageSource::Absent
    }

    /// Attributes of the end of the stream, for metrics.
    pub(super) fn ending(&self) -> [KeyValue; 2] {
        [
            KeyValue::new(attribute::GENAI_RUNTIME_STREAM_OUTCOME, self.outcome),
            KeyValue::new(attribute::GENAI_RUNTIME_USAGE_SOURCE, self.usage.as_str()),
        ]
    }

    pub(crate) fn write(&self, kind: OperationKind, attributes: &mut Attributes) {
        if let OperationKind::Model(operation) = kind {
            if operation != value::EMBEDDINGS {
                attributes.set(attribute::GEN_AI_REQUEST_STREAM, Some(true.into()));
                attributes.add(
                    attribute::GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
                    self.pace.time_to_first_chunk.map(|time| time.as_secs_f64()),
                );
            }
            let source = self.usage.as_str();
            attributes.add(attribute::GENAI_RUNTIME_USAGE_SOURCE, Some(source));
            let bytes = i64::try_from(self.bytes).unwrap_or(i64::MAX);
            attributes.add(attribute::GENAI_RUNTIME_STREAM_BYTES, Some(bytes));
        }
        attributes.add(attribute::GENAI_RUNTIME_STREAM_OUTCOME, Some(self.outcome));
        let chunks = i64::try_from(self.pace.chunks).unwrap_or(i64::MAX);
        attributes.add(attribute::GENAI_RUNTIME_STREAM_CHUNKS, Some(chunks));
        let age = self.pace.last_chunk_age.map(|age| age.as_secs_f64());
        attributes.add(attribute::GENAI_RUNTIME_STREAM_LAST_CHUNK_AGE, age);
    }
}
