//! Metrics of calls to models: duration, token usage and the pace of streams.
//!
//! Attributes are always written in the same order: the SDK looks series up by them, and sorts those in another order.

use std::sync::Arc;
use std::time::{Duration, Instant};

use genai_semconv::{attribute, value};
use opentelemetry::{Context, KeyValue};

use super::instruments::Instruments;
use super::series::{Series, SeriesKey};
use super::{Attributes, Conventions, Identity, StreamFacts, providers};
use crate::report::{ResponseFacts, Usage};

/// The facts of one call to a model that its metrics need.
#[derive(Debug)]
pub(crate) struct Measurement<'a> {
    pub(crate) operation: &'static str,
    pub(crate) identity: &'a Identity,
    pub(crate) response: &'a ResponseFacts,
    pub(crate) error_type: Option<&'a str>,
    pub(crate) conventions: Conventions,
    /// How the call ended, if it neither succeeded nor failed.
    pub(crate) outcome: Option<&'static str>,
    pub(crate) stream: Option<&'a StreamFacts>,
    pub(crate) duration: Duration,
    pub(crate) ended: Instant,
}

/// Records the duration of a call, and its tokens if known.
pub(crate) fn record(measurement: &Measurement<'_>, context: &Context) {
    providers::with_instruments(context, measurement.ended, |instruments| {
        let series = SeriesKey {
            operation: measurement.operation,
            identity: measurement.identity,
            response_model: measurement.response.model.as_deref(),
            conventions: measurement.conventions,
        };
        series.with(instruments, context, |series| {
            record_in(series, measurement, instruments);
        });
    });
}

fn record_in(series: &Series, measurement: &Measurement<'_>, instruments: &Instruments) {
    let usage = &measurement.response.usage;
    let conventions = measurement.conventions;
    // The unreleased conventions have token metrics for inference only.
    let is_inference = measurement.operation != value::EMBEDDINGS;
    if conventions.has_v1_41() {
        series.record_usage(instruments, usage);
    }
    if conventions.has_latest() && is_inference {
        series.record_latest_usage(instruments, usage);
        count_latest_usage(usage, instruments, &series.attributes);
    }
    if let Some(stream) = measurement
        .stream
        .filter(|stream| stream.has_begun() && is_inference)
    {
        record_stream(stream, conventions, instruments, &series.attributes);
    }
    let seconds = measurement.duration.as_secs_f64();
    if measurement.error_type.is_none() && measurement.outcome.is_none() {
        return series.record_duration(instruments, seconds);
    }
    let ending = ending(measurement);
    let attributes = [series.attributes.as_slice(), &ending].concat();
    if conventions.has_v1_41() || !is_inference {
        let durations = instruments.operation_duration();
        durations.record(seconds, &attributes);
    }
    if conventions.has_latest() && is_inference {
        let latest = instruments.latest();
        latest.inference_duration.record(seconds, &attributes);
    }
}

/// Attributes that set failed and cancelled calls apart in the histogram of durations.
fn ending(measurement: &Measurement<'_>) -> Vec<KeyValue> {
    let mut ending = Attributes::default();
    let error_type = measurement.error_type.map(str::to_owned);
    ending.add(attribute::ERROR_TYPE, error_type);
    let key = match measurement.stream {
        Some(_) => attribute::GENAI_RUNTIME_STREAM_OUTCOME,
        None => attribute::GENAI_RUNTIME_OUTCOME,
    };
    ending.add(key, measurement.outcome);
    ending.into_vec()
}

fn count_latest_usage(usage: &Usage, instruments: &Instruments, attributes: &[KeyValue]) {
    let latest = instruments.latest();
    // Providers seldom report the modality of the tokens they count.
    let modality = KeyValue::new(
        attribute::GEN_AI_TOKEN_MODALITY,
        value::TOKEN_MODALITY_UNKNOWN,
    );
    let attributes = [attributes, &[modality]].concat();
    for (counter, count) in [
        (&latest.input_tokens, usage.input_tokens()),
        (&latest.output_tokens, usage.output_tokens()),
        (&latest.cache_read_tokens, usage.cache_read_tokens()),
        (&latest.cache_write_tokens, usage.cache_write_tokens()),
        (&latest.reasoning_tokens, usage.reasoning_tokens()),
    ] {
        if let Some(count) = count {
            counter.add(count, &attributes);
        }
    }
}

/// Records the metrics of a stream.
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
    // Metrics of our own are broken down by outcome and by source of usage, too.
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

/// Measures the time between the chunks of one stream, without a look-up per chunk.
#[derive(Debug)]
pub(crate) struct ChunkMeter {
    instruments: Arc<Instruments>,
    series: Arc<Series>,
}

impl ChunkMeter {
    /// A meter for chunks of this response model; `None` if nothing collects its measurements.
    pub(crate) fn new(
        operation: &'static str,
        identity: &Identity,
        response_model: Option<&str>,
        conventions: Conventions,
        context: &Context,
    ) -> Option<Self> {
        let instruments = providers::instruments(context);
        if !instruments.are_collected() {
            return None;
        }
        let series = SeriesKey {
            operation,
            identity,
            response_model,
            conventions,
        };
        Some(Self {
            series: series.shared(&instruments, context),
            instruments,
        })
    }

    /// Whether this is the meter of this model.
    pub(crate) fn is_of(&self, model: Option<&str>) -> bool {
        self.series.is_of_model(model)
    }

    /// Records the time from one chunk to the next.
    pub(crate) fn record(&self, gap: Duration) {
        self.series.record_gap(&self.instruments, gap);
    }
}
