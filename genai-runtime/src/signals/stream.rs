//! What a span says about the stream that its function returned.

use genai_semconv::{attribute, value};

use super::Attributes;
use crate::callsite::OperationKind;
use crate::operation::Progress;
use crate::report::ResponseFacts;

/// Facts about a stream that has ended.
#[derive(Debug)]
pub(crate) struct StreamFacts {
    pub(super) outcome: &'static str,
    pub(super) chunks: u64,
    pub(super) bytes: u64,
    /// Seconds from the call to the first chunk.
    pub(super) time_to_first_chunk: Option<f64>,
    /// Seconds from the last chunk to the end.
    pub(super) last_chunk_age: Option<f64>,
    usage: UsageSource,
}

/// How far token counts can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UsageSource {
    /// They are the provider's last word.
    Exact,
    /// More might have come.
    Partial,
    /// There are none.
    Absent,
}

impl StreamFacts {
    /// Facts about a stream with this outcome; without progress there never was one.
    pub(crate) fn new(
        outcome: &'static str,
        progress: Option<&Progress>,
        response: &ResponseFacts,
    ) -> Self {
        let reasons = &response.finish_reasons;
        let all_choices_ended = !reasons.is_empty() && reasons.iter().all(Option::is_some);
        let usage = if response.usage.is_empty() {
            UsageSource::Absent
        } else if outcome == "completed" || all_choices_ended {
            UsageSource::Exact
        } else {
            UsageSource::Partial
        };
        let first = progress.and_then(|progress| progress.time_to_first_chunk);
        let age = progress.and_then(Progress::age_of_last_chunk);
        Self {
            outcome,
            chunks: progress.map_or(0, |progress| progress.chunks),
            bytes: response.output_bytes,
            time_to_first_chunk: first.map(|time| time.as_secs_f64()),
            last_chunk_age: age.map(|age| age.as_secs_f64()),
            usage,
        }
    }

    /// Whether the stream came to its end and said nothing of usage.
    pub(crate) fn lacks_usage(&self) -> bool {
        self.outcome == "completed" && self.usage == UsageSource::Absent
    }

    pub(crate) fn write(&self, kind: OperationKind, attributes: &mut Attributes) {
        if let OperationKind::Model(operation) = kind {
            if operation != value::EMBEDDINGS {
                attributes.add(attribute::GEN_AI_REQUEST_STREAM, Some(true));
                attributes.add(
                    attribute::GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
                    self.time_to_first_chunk,
                );
            }
            let source = match self.usage {
                UsageSource::Exact => "exact",
                UsageSource::Partial => "partial",
                UsageSource::Absent => "absent",
            };
            attributes.add(attribute::GENAI_RUNTIME_USAGE_SOURCE, Some(source));
            let bytes = i64::try_from(self.bytes).unwrap_or(i64::MAX);
            attributes.add(attribute::GENAI_RUNTIME_STREAM_BYTES, Some(bytes));
        }
        attributes.add(attribute::GENAI_RUNTIME_STREAM_OUTCOME, Some(self.outcome));
        let chunks = i64::try_from(self.chunks).unwrap_or(i64::MAX);
        attributes.add(attribute::GENAI_RUNTIME_STREAM_CHUNKS, Some(chunks));
        let age = self.last_chunk_age;
        attributes.add(attribute::GENAI_RUNTIME_STREAM_LAST_CHUNK_AGE, age);
    }
}
