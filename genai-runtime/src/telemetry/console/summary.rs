//! The facts of a span that the tree shows, extracted when the span arrives, so that prompts and other large attributes
//! are not kept while the trace is still running.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use genai_semconv::{attribute, value};
use opentelemetry::trace::{SpanId, Status, TraceId};
use opentelemetry::{KeyValue, Value};
use opentelemetry_sdk::trace::SpanData;

use super::text;

/// Columns of a text that are kept; longer texts only cost time for every row.
const MAX_COLUMNS: usize = 300;

/// A finished span as the tree shows it, escaped for the terminal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SpanSummary {
    pub(super) trace_id: TraceId,
    pub(super) id: SpanId,
    pub(super) parent_id: Option<SpanId>,
    /// No ancestor is still to come: the span is a local root, or its parent was printed.
    pub(super) is_anchored: bool,
    pub(super) name: String,
    pub(super) start: SystemTime,
    pub(super) end: SystemTime,
    pub(super) is_model_call: bool,
    pub(super) model: Option<Model>,
    pub(super) tokens: Tokens,
    pub(super) first_chunk: Option<Duration>,
    pub(super) outcome: Option<String>,
    pub(super) error: Option<String>,
}

/// A model that is shown beside the span's name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Model {
    pub(super) name: String,
    /// What it adds to the requested model that the span's name ends with: `…-2024-07-18`.
    pub(super) brief: Option<String>,
}

/// Token counts of one span, or of many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) input: Option<u64>,
    pub(super) cached: Option<u64>,
    pub(super) output: Option<u64>,
}

impl Tokens {
    pub(super) fn is_empty(self) -> bool {
        self.input.is_none() && self.output.is_none()
    }

    /// Adds counts; absent ones stay absent as long as all are.
    pub(super) fn add(self, other: Self) -> Self {
        let sum = |left: Option<u64>, right: Option<u64>| match (left, right) {
            (Some(left), Some(right)) => Some(left.saturating_add(right)),
            (left, right) => left.or(right),
        };
        Self {
            input: sum(self.input, other.input),
            cached: sum(self.cached, other.cached),
            output: sum(self.output, other.output),
        }
    }
}

impl SpanSummary {
    /// Keeps what the tree shows.
    pub(super) fn new(span: &SpanData) -> Self {
        let attributes = Attributes::read(&span.attributes);
        let parent_id = Some(span.parent_span_id).filter(|id| *id != SpanId::INVALID);
        Self {
            trace_id: span.span_context.trace_id(),
            id: span.span_context.span_id(),
            parent_id,
            is_anchored: parent_id.is_none() || span.parent_span_is_remote,
            name: shown(&span.name),
            start: span.start_time,
            end: span.end_time.max(span.start_time),
            is_model_call: attributes.is_model_call(),
            model: attributes.model(&span.name),
            tokens: attributes.tokens,
            first_chunk: attributes
                .first_chunk
                .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
            outcome: attributes.outcome().map(shown),
            error: error(&span.status, attributes.error_type),
        }
    }

    pub(super) fn duration(&self) -> Duration {
        self.end.duration_since(self.start).unwrap_or_default()
    }
}

/// The attributes that the tree reads.
#[derive(Default)]
struct Attributes<'a> {
    operation: Option<&'a str>,
    request_model: Option<&'a str>,
    response_model: Option<&'a str>,
    tokens: Tokens,
    first_chunk: Option<f64>,
    span_outcome: Option<&'a str>,
    stream_outcome: Option<&'a str>,
    error_type: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    fn read(attributes: &'a [KeyValue]) -> Self {
        let mut read = Self::default();
        for KeyValue { key, value, .. } in attributes {
            match key.as_str() {
                attribute::GEN_AI_OPERATION_NAME => read.operation = string(value),
                attribute::GEN_AI_REQUEST_MODEL => read.request_model = string(value),
                attribute::GEN_AI_RESPONSE_MODEL => read.response_model = string(value),
                attribute::GEN_AI_USAGE_INPUT_TOKENS => read.tokens.input = number(value),
                attribute::GEN_AI_USAGE_OUTPUT_TOKENS => read.tokens.output = number(value),
                attribute::GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS => {
                    read.tokens.cached = number(value).filter(|count| *count > 0);
                }
                attribute::GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK => read.first_chunk = seconds(value),
                attribute::GENAI_RUNTIME_OUTCOME => read.span_outcome = string(value),
                attribute::GENAI_RUNTIME_STREAM_OUTCOME => read.stream_outcome = string(value),
                attribute::ERROR_TYPE => read.error_type = string(value),
                _ => {}
            }
        }
        read
    }

    fn is_model_call(&self) -> bool {
        match self.operation {
            Some(operation) => value::OPERATIONS.contains(&operation),
            None => self.request_model.or(self.response_model).is_some(),
        }
    }

    fn model(&self, span_name: &str) -> Option<Model> {
        let name = self
            .response_model
            .or(self.request_model)
            .filter(|model| !span_name.ends_with(model))?;
        let brief = self
            .request_model
            .filter(|requested| !requested.is_empty() && span_name.ends_with(requested))
            .and_then(|requested| name.strip_prefix(requested))
            .map(|rest| format!("…{}", shown(rest)));
        Some(Model {
            name: shown(name),
            brief,
        })
    }

    /// The outcome, unless it is a success or an error, which the line shows anyway.
    fn outcome(&self) -> Option<&'a str> {
        self.span_outcome
            .or(self.stream_outcome)
            .filter(|outcome| !matches!(*outcome, "completed" | "failed" | "ok" | "error" | ""))
    }
}

fn shown(text: &str) -> String {
    text::shorten(&text::escape(&ends(text)), MAX_COLUMNS)
}

/// The beginning and the end of a long text, without scanning all of it.
fn ends(text: &str) -> Cow<'_, str> {
    let head = text.char_indices().nth(MAX_COLUMNS);
    let tail = text.char_indices().nth_back(MAX_COLUMNS);
    match (head, tail) {
        (Some((head, _)), Some((tail, _))) if head < tail => Cow::Owned(format!(
            "{}…{}",
            text.get(..head).unwrap_or_default(),
            text.get(tail..).unwrap_or_default()
        )),
        _ => Cow::Borrowed(text),
    }
}

fn string(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.as_str()),
        _ => None,
    }
}

fn number(value: &Value) -> Option<u64> {
    match value {
        Value::I64(number) => u64::try_from(*number).ok(),
        _ => None,
    }
}

fn seconds(value: &Value) -> Option<f64> {
    match value {
        Value::F64(seconds) => Some(*seconds),
        _ => None,
    }
}

fn error(status: &Status, error_type: Option<&str>) -> Option<String> {
    let description = match status {
        Status::Error { description } => Some(description.as_ref()),
        Status::Unset | Status::Ok => None,
    };
    let text = match (error_type, description) {
        (None, None) => return None,
        (None, Some("")) => "error".to_owned(),
        (Some(kind), None | Some("")) => kind.to_owned(),
        (None, Some(description)) => description.to_owned(),
        (Some(kind), Some(description)) if description.starts_with(kind) => description.to_owned(),
        (Some(kind), Some(description)) => format!("{kind}: {description}"),
    };
    Some(shown(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_keep_both_ends() {
        let text = format!("start{}end", "検".repeat(1_000_000));
        let shown = shown(&text);
        assert!(text::width(&shown) <= MAX_COLUMNS, "{shown}");
        assert!(shown.starts_with("start検") && shown.ends_with("検end"));
        assert_eq!(ends("short"), "short");
    }
}
