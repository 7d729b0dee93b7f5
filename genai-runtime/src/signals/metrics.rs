//! Metrics of calls to models: duration, token usage and the pace of streams.
//!
//! Attributes are always written in one order: the SDK looks measurements up by them, and another
//! order costs it a sort.

use std::sync::Arc;
use std::time::Duration;

use genai_semconv::{attribute, value};
use opentelemetry::{Context, KeyValue};

use super::instruments::Instruments;
use super::{Attributes, Conventions, Identity, StreamFacts, providers, purpose};
use crate::report::{ResponseFacts, Usage};

/// One call to a model, as its metrics see it.
#[derive(Debug)]
pub(crate) struct Measurement<'a> {
    pub(crate) operation: &'static str,
    pub(crate) identity: &'a Identity,
    pub(crate) response: &'a ResponseFacts,
    pub(crate) error_type: Option<&'a str>,
    pub(crate) conventions: Conventions,
    /// How the call ended where it neither succeeded nor failed.
    pub(crate) outcome: Option<&'static str>,
    pub(crate) stream: Option<&'a StreamFacts>,
    pub(crate) duration: Duration,
}

/// Records a call's duration, and its tokens where they are known.
pub(crate) fn record(measurement: &Measurement<'_>, context: &Context) {
    let instruments = providers::instruments(context);
    let mut attributes = common_attributes(
        measurement.operation,
        measurement.identity,
        measurement.response.model.clone(),
    )
    .into_vec();
    purpose::write_to_metric(context, &mut attributes);
    let usage = &measurement.response.usage;
    let conventions = measurement.conventions;
    // The unreleased conventions measure the tokens of inference alone.
    let is_inference = measurement.operation != value::EMBEDDINGS;
    if conventions.has_v1_41() {
        record_usage(usage, &instruments, &mut attributes);
    }
    if conventions.has_latest() && is_inference {
        record_latest_usage(usage, &instruments, &mut attributes);
    }
    if let Some(stream) = measurement
        .stream
        .filter(|stream| stream.has_begun() && is_inference)
    {
        record_stream(stream, conventions, &instruments, &attributes);
    }
    let error_type = measurement.error_type.map(str::to_owned);
    attributes.extend(error_type.map(|class| KeyValue::new(attribute::ERROR_TYPE, class)));
    // Neither a success nor a failure, and shorter than either: kept apart from both.
    let key = match measurement.stream {
        Some(_) => attribute::GENAI_RUNTIME_STREAM_OUTCOME,
        None => attribute::GENAI_RUNTIME_OUTCOME,
    };
    attributes.extend(
        measurement
            .outcome
            .map(|outcome| KeyValue::new(key, outcome)),
    );
    let seconds = measurement.duration.as_secs_f64();
    if conventions.has_v1_41() || !is_inference {
        instruments
            .operation_duration()
            .record(seconds, &attributes);
    }
    if conventions.has_latest() && is_inference {
        let latest = instruments.latest();
        latest.inference_duration.record(seconds, &attributes);
    }
}

fn record_usage(usage: &Usage, instruments: &Instruments, attributes: &mut Vec<KeyValue>) {
    for (kind, count) in [
        (value::TOKEN_TYPE_INPUT, usage.input_tokens()),
        (value::TOKEN_TYPE_OUTPUT, usage.output_tokens()),
    ] {
        if let Some(count) = count {
            attributes.push(KeyValue::new(attribute::GEN_AI_TOKEN_TYPE, kind));
            instruments.v1_41().token_usage.record(count, attributes);
            attributes.pop();
        }
    }
}

fn record_latest_usage(usage: &Usage, instruments: &Instruments, attributes: &mut Vec<KeyValue>) {
    let latest = instruments.latest();
    for (histogram, count) in [
        (&latest.operation_input_tokens, usage.input_tokens()),
        (&latest.operation_output_tokens, usage.output_tokens()),
    ] {
        if let Some(count) = count {
            histogram.record(count, attributes);
        }
    }
    // Providers seldom say which modality they counted.
    attributes.push(KeyValue::new(
        attribute::GEN_AI_TOKEN_MODALITY,
        value::TOKEN_MODALITY_UNKNOWN,
    ));
    for (counter, count) in [
        (&latest.input_tokens, usage.input_tokens()),
        (&latest.output_tokens, usage.output_tokens()),
        (&latest.cache_read_tokens, usage.cache_read_tokens()),
        (&latest.cache_write_tokens, usage.cache_write_tokens()),
        (&latest.reasoning_tokens, usage.reasoning_tokens()),
    ] {
        if let Some(count) = count {
            counter.add(count, attributes);
        }
    }
    attributes.pop();
}

/// How soon and how evenly a stream came.
fn record_stream(
    stream: &StreamFacts,
    conventions: Conventions,
    instruments: &Instruments,
    attributes: &[KeyValue],
) {
    if let Some(time) = stream.pace.time_to_first_chunk {
        let seconds = time.as_secs_f64();
        if conventions.has_v1_41() {
            let paces = instruments.v1_41_paces();
            paces.time_to_first_chunk.record(seconds, attributes);
        }
        if conventions.has_latest() {
            let paces = instruments.latest_paces();
            paces.time_to_first_chunk.record(seconds, attributes);
        }
    }
    // Metrics of our own also count how streams end, and how far their usage can be trusted.
    let mut attributes = attributes.to_vec();
    attributes.extend(stream.ending());
    let streams = instruments.streams();
    streams.chunks.record(stream.pace.chunks, &attributes);
    streams.bytes.record(stream.bytes, &attributes);
    if let Some(age) = stream.pace.last_chunk_age {
        let seconds = age.as_secs_f64();
        streams.last_chunk_age.record(seconds, &attributes);
    }
}

/// Measures the time between the chunks of one stream, without an allocation per chunk.
#[derive(Debug)]
pub(crate) struct ChunkMeter {
    instruments: Arc<Instruments>,
    conventions: Conventions,
    attributes: Vec<KeyValue>,
    /// The model that the attributes say has answered.
    model: Option<String>,
}

impl ChunkMeter {
    /// A meter of the chunks that this model answers with.
    pub(crate) fn new(
        operation: &'static str,
        identity: &Identity,
        model: Option<String>,
        conventions: Conventions,
        context: &Context,
    ) -> Self {
        let mut attributes = common_attributes(operation, identity, model.clone()).into_vec();
        purpose::write_to_metric(context, &mut attributes);
        Self {
            instruments: providers::instruments(context),
            conventions,
            attributes,
            model,
        }
    }

    /// Whether the attributes are those of this model.
    pub(crate) fn is_of(&self, model: Option<&str>) -> bool {
        self.model.as_deref() == model
    }

    /// Measures the time from one chunk to the next.
    pub(crate) fn record(&self, gap: Duration) {
        let seconds = gap.as_secs_f64();
        if self.conventions.has_v1_41() {
            let paces = self.instruments.v1_41_paces();
            paces
                .time_per_output_chunk
                .record(seconds, &self.attributes);
        }
        if self.conventions.has_latest() {
            let paces = self.instruments.latest_paces();
            paces
                .time_per_output_chunk
                .record(seconds, &self.attributes);
        }
    }
}

fn common_attributes(
    operation: &'static str,
    identity: &Identity,
    response_model: Option<String>,
) -> Attributes {
    let mut attributes = Attributes::default();
    attributes.add(attribute::GEN_AI_OPERATION_NAME, Some(operation));
    attributes.add(attribute::GEN_AI_PROVIDER_NAME, identity.provider.clone());
    attributes.add(attribute::GEN_AI_REQUEST_MODEL, identity.model.clone());
    attributes.add(attribute::GEN_AI_RESPONSE_MODEL, response_model);
    attributes.add_server(identity.server.as_ref());
    attributes
}
