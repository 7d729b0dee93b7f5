//! Metrics of calls to models: duration and token usage.
//!
//! Attributes are always written in one order: the SDK looks measurements up by them, and another
//! order costs it a sort.

use std::time::Duration;

use genai_semconv::{attribute, value};
use opentelemetry::{Context, KeyValue};

use super::instruments::Instruments;
use super::{Attributes, Conventions, Identity, providers};
use crate::report::{ResponseFacts, Usage};

/// One call to a model, as its metrics see it.
#[derive(Debug)]
pub(crate) struct Measurement<'a> {
    pub(crate) operation: &'static str,
    pub(crate) identity: &'a Identity,
    pub(crate) response: &'a ResponseFacts,
    pub(crate) error_type: Option<&'a str>,
    pub(crate) conventions: Conventions,
    pub(crate) is_cancelled: bool,
    pub(crate) duration: Duration,
}

/// Records a call's duration, and its tokens where they are known.
pub(crate) fn record(measurement: &Measurement<'_>, context: &Context) {
    let instruments = providers::instruments(context);
    let mut attributes = common_attributes(measurement).into_vec();
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
    let error_type = measurement.error_type.map(str::to_owned);
    attributes.extend(error_type.map(|class| KeyValue::new(attribute::ERROR_TYPE, class)));
    if measurement.is_cancelled {
        // Neither a success nor a failure, and shorter than either: kept apart from both.
        attributes.push(KeyValue::new(attribute::GENAI_RUNTIME_OUTCOME, "cancelled"));
    }
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

fn common_attributes(measurement: &Measurement<'_>) -> Attributes {
    let identity = measurement.identity;
    let mut attributes = Attributes::default();
    attributes.add(
        attribute::GEN_AI_OPERATION_NAME,
        Some(measurement.operation),
    );
    attributes.add(attribute::GEN_AI_PROVIDER_NAME, identity.provider.clone());
    attributes.add(attribute::GEN_AI_REQUEST_MODEL, identity.model.clone());
    attributes.add(
        attribute::GEN_AI_RESPONSE_MODEL,
        measurement.response.model.clone(),
    );
    attributes.add_server(identity.server.as_ref());
    attributes
}
