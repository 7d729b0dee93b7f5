//! Metrics of calls to models: duration and token usage.
//!
//! Attributes are always written in one order: the SDK looks measurements up by them, and another
//! order costs it a sort.

use std::ptr;
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use genai_semconv::{attribute, metric, value};
use opentelemetry::metrics::{Histogram, Meter, MeterProvider};
use opentelemetry::{Context, KeyValue, global};

use super::{Attributes, Identity, providers};
use crate::report::ResponseFacts;

/// The instruments of one meter provider.
#[derive(Debug)]
pub(crate) struct Instruments {
    duration: Histogram<f64>,
    token_usage: Histogram<u64>,
}

impl Instruments {
    pub(crate) fn new(meter: &Meter) -> Self {
        let duration = &metric::v1_41::GEN_AI_CLIENT_OPERATION_DURATION;
        let usage = &metric::v1_41::GEN_AI_CLIENT_TOKEN_USAGE;
        Self {
            duration: meter
                .f64_histogram(duration.name)
                .with_unit(duration.unit)
                .with_description(duration.description)
                .with_boundaries(duration.boundaries.to_vec())
                .build(),
            token_usage: meter
                .u64_histogram(usage.name)
                .with_unit(usage.unit)
                .with_description(usage.description)
                .with_boundaries(usage.boundaries.to_vec())
                .build(),
        }
    }

    /// The instruments of the global meter provider, made anew when another provider became the global
    /// one: an instrument of the no-op provider stays silent for ever.
    pub(super) fn global() -> Arc<Self> {
        static CACHE: RwLock<Option<Cached>> = RwLock::new(None);
        let provider = global::meter_provider();
        if let Some(cached) = CACHE
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            && ptr::addr_eq(cached.provider.as_ptr(), Arc::as_ptr(&provider))
        {
            return cached.instruments.clone();
        }
        let instruments = Arc::new(Self::new(&provider.meter_with_scope(providers::scope())));
        let fresh = Cached {
            provider: Arc::downgrade(&provider),
            instruments: instruments.clone(),
        };
        let stale = CACHE
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(fresh);
        drop(stale);
        instruments
    }
}

/// Instruments and the provider that they belong to. The weak handle keeps the provider's address from
/// standing for another one, and does not keep the provider from shutting down.
struct Cached {
    provider: Weak<dyn MeterProvider + Send + Sync>,
    instruments: Arc<Instruments>,
}

/// One call to a model, as its metrics see it.
#[derive(Debug)]
pub(crate) struct Measurement<'a> {
    pub(crate) operation: &'static str,
    pub(crate) identity: &'a Identity,
    pub(crate) response: &'a ResponseFacts,
    pub(crate) error_type: Option<&'a str>,
    pub(crate) is_cancelled: bool,
    pub(crate) duration: Duration,
}

/// Records a call's duration, and its tokens where they are known.
pub(crate) fn record(measurement: &Measurement<'_>, context: &Context) {
    let instruments = providers::instruments(context);
    let mut attributes = common_attributes(measurement).into_vec();
    let tokens = &measurement.response.usage;
    for (kind, count) in [
        (value::TOKEN_TYPE_INPUT, tokens.input_tokens()),
        (value::TOKEN_TYPE_OUTPUT, tokens.output_tokens()),
    ] {
        if let Some(count) = count {
            attributes.push(KeyValue::new(attribute::GEN_AI_TOKEN_TYPE, kind));
            instruments.token_usage.record(count, &attributes);
            attributes.pop();
        }
    }
    let error_type = measurement.error_type.map(str::to_owned);
    attributes.extend(error_type.map(|class| KeyValue::new(attribute::ERROR_TYPE, class)));
    if measurement.is_cancelled {
        // Neither a success nor a failure, and shorter than either: kept apart from both.
        attributes.push(KeyValue::new(attribute::GENAI_RUNTIME_OUTCOME, "cancelled"));
    }
    let seconds = measurement.duration.as_secs_f64();
    instruments.duration.record(seconds, &attributes);
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
