//! The metric series of calls to models, found again without a copy or a hash.

use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::ptr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use genai_semconv::{attribute, value};
use opentelemetry::metrics::Histogram;
use opentelemetry::{Context, KeyValue, StringValue};

use super::instruments::Instruments;
use super::recorder::Recorder;
use super::{Attributes, Conventions, Identity, Server, purpose};
use crate::content::process;
use crate::content::redact::is_cleaning;
use crate::interned::interned;
use crate::report::Usage;

/// Series that each thread caches.
const RECENT: usize = 8;

/// The facts by which successful calls to a model are told apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct SeriesKey<'a> {
    pub(super) operation: &'static str,
    pub(super) identity: &'a Identity,
    pub(super) response_model: Option<&'a str>,
    pub(super) conventions: Conventions,
}

/// The recorders and attributes of calls with one [`SeriesKey`].
#[derive(Debug)]
pub(super) struct Series {
    /// The id of the [`Instruments`] that it belongs to.
    instruments: u64,
    operation: &'static str,
    provider: Option<StringValue>,
    model: Option<StringValue>,
    server: Option<Server>,
    response_model: Option<Cow<'static, str>>,
    conventions: Conventions,
    /// The generation of the redaction policy that was applied to the attributes.
    pub(super) policy: u64,
    /// The attributes of every measurement.
    pub(super) attributes: Vec<KeyValue>,
    duration: OnceLock<Recorder<f64>>,
    input_tokens: OnceLock<Recorder<u64>>,
    output_tokens: OnceLock<Recorder<u64>>,
    latest_duration: OnceLock<Recorder<f64>>,
    latest_input_tokens: OnceLock<Recorder<u64>>,
    latest_output_tokens: OnceLock<Recorder<u64>>,
    time_per_output_chunk: OnceLock<Recorder<f64>>,
    latest_time_per_output_chunk: OnceLock<Recorder<f64>>,
}

thread_local! {
    static HERE: RefCell<Vec<Arc<Series>>> = const { RefCell::new(Vec::new()) };
}

impl SeriesKey<'_> {
    /// Lends the series of a call in this context.
    pub(super) fn with(
        self,
        instruments: &Instruments,
        context: &Context,
        measure: impl FnOnce(&Series),
    ) {
        if !is_kept(context) {
            return measure(&self.series(instruments, context));
        }
        let series = self
            .recent(instruments)
            .unwrap_or_else(|| self.kept(instruments, context));
        measure(&series);
        let _ = HERE.try_with(|here| {
            if let Ok(mut here) = here.try_borrow_mut() {
                if here.len() >= RECENT {
                    here.remove(0);
                }
                here.push(series);
            }
        });
    }

    /// The series of a call in this context, to be kept by the caller.
    pub(super) fn shared(self, instruments: &Instruments, context: &Context) -> Arc<Series> {
        if !is_kept(context) {
            return Arc::new(self.series(instruments, context));
        }
        let here = HERE.try_with(|here| {
            let here = here.try_borrow().ok()?;
            let mut latest_first = here.iter().rev();
            latest_first
                .find(|series| self.is_of(instruments, series))
                .cloned()
        });
        let here = here.ok().flatten();
        here.unwrap_or_else(|| self.kept(instruments, context))
    }

    /// Takes the series out of this thread's cache.
    fn recent(&self, instruments: &Instruments) -> Option<Arc<Series>> {
        let taken = HERE.try_with(|here| {
            let mut here = here.try_borrow_mut().ok()?;
            let place = here
                .iter()
                .rposition(|series| self.is_of(instruments, series))?;
            Some(here.remove(place))
        });
        taken.ok().flatten()
    }

    fn is_of(&self, instruments: &Instruments, series: &Series) -> bool {
        let Identity {
            provider,
            model,
            server,
            ..
        } = self.identity;
        series.instruments == instruments.id()
            && is_same(Some(series.operation), Some(self.operation))
            && is_same(text(series.model.as_ref()), text(model.as_ref()))
            && is_same(text(series.provider.as_ref()), text(provider.as_ref()))
            && is_same(series.response_model.as_deref(), self.response_model)
            && series.server == *server
            && series.conventions == self.conventions
            && series.policy == process::generation()
    }

    fn kept(&self, instruments: &Instruments, context: &Context) -> Arc<Series> {
        let is_it = |series: &Series| self.is_of(instruments, series);
        let make = || self.series(instruments, context);
        instruments.series().find_or_make(self, is_it, make)
    }

    pub(super) fn series(&self, instruments: &Instruments, context: &Context) -> Series {
        let identity = self.identity;
        // Read before redacting: a series must not claim an older policy's generation for a newer redaction, or vice
        // versa.
        let policy = process::generation();
        let response_model = self.response_model.map(interned);
        let mut attributes = Attributes::default();
        attributes.add(attribute::GEN_AI_OPERATION_NAME, Some(self.operation));
        attributes.add(attribute::GEN_AI_PROVIDER_NAME, identity.provider.clone());
        attributes.add(attribute::GEN_AI_REQUEST_MODEL, identity.model.clone());
        attributes.add(attribute::GEN_AI_RESPONSE_MODEL, response_model.clone());
        attributes.add_server(identity.server.as_ref());
        let mut attributes = attributes.into_vec();
        purpose::write_to_metric(context, &mut attributes);
        Series {
            instruments: instruments.id(),
            operation: self.operation,
            provider: identity.provider.clone(),
            model: identity.model.clone(),
            server: identity.server.clone(),
            response_model,
            conventions: self.conventions,
            policy,
            attributes,
            duration: OnceLock::new(),
            input_tokens: OnceLock::new(),
            output_tokens: OnceLock::new(),
            latest_duration: OnceLock::new(),
            latest_input_tokens: OnceLock::new(),
            latest_output_tokens: OnceLock::new(),
            time_per_output_chunk: OnceLock::new(),
            latest_time_per_output_chunk: OnceLock::new(),
        }
    }
}

/// Leaves out the conventions, which hardly ever differ.
impl Hash for SeriesKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Identity {
            provider,
            model,
            server,
            ..
        } = self.identity;
        self.operation.hash(state);
        provider.hash(state);
        model.hash(state);
        self.response_model.hash(state);
        let server = server.as_ref();
        server
            .map(|server| (&server.address, server.port))
            .hash(state);
    }
}

/// Whether the series of a call in this context may be cached: not if its attributes depend on the context, nor if the
/// call is made by a redactor, whose texts are withheld.
fn is_kept(context: &Context) -> bool {
    !purpose::is_on_metrics(context) && !is_cleaning()
}

fn text(value: Option<&StringValue>) -> Option<&str> {
    value.map(StringValue::as_str)
}

/// Whether two texts are equal. Most are interned, so their addresses are compared first.
fn is_same(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => ptr::eq(one, other) || one == other,
        (None, None) => true,
        _ => false,
    }
}

impl Series {
    /// Whether this is the series of this response model.
    pub(super) fn is_of_model(&self, response_model: Option<&str>) -> bool {
        self.response_model.as_deref() == response_model
    }

    /// Records the duration of a successful call.
    pub(super) fn record_duration(&self, instruments: &Instruments, seconds: f64) {
        let is_inference = self.operation != value::EMBEDDINGS;
        if self.conventions.has_v1_41() || !is_inference {
            let histogram = || self.recorder(instruments, instruments.operation_duration());
            self.duration.get_or_init(histogram).record(seconds);
        }
        if self.conventions.has_latest() && is_inference {
            let histogram = || self.recorder(instruments, &instruments.latest().inference_duration);
            self.latest_duration.get_or_init(histogram).record(seconds);
        }
    }

    /// Records `gen_ai.client.token.usage`.
    pub(super) fn record_usage(&self, instruments: &Instruments, usage: &Usage) {
        for (recorder, kind, count) in [
            (
                &self.input_tokens,
                value::TOKEN_TYPE_INPUT,
                usage.input_tokens(),
            ),
            (
                &self.output_tokens,
                value::TOKEN_TYPE_OUTPUT,
                usage.output_tokens(),
            ),
        ] {
            if let Some(count) = count {
                let recorder = recorder.get_or_init(|| {
                    let kind = KeyValue::new(attribute::GEN_AI_TOKEN_TYPE, kind);
                    let attributes = [self.attributes.as_slice(), &[kind]].concat();
                    instruments.recorder(&instruments.v1_41().token_usage, &attributes)
                });
                recorder.record(count);
            }
        }
    }

    /// Records the tokens of one call under the names of the unreleased conventions.
    pub(super) fn record_latest_usage(&self, instruments: &Instruments, usage: &Usage) {
        let latest = instruments.latest();
        for (recorder, histogram, count) in [
            (
                &self.latest_input_tokens,
                &latest.operation_input_tokens,
                usage.input_tokens(),
            ),
            (
                &self.latest_output_tokens,
                &latest.operation_output_tokens,
                usage.output_tokens(),
            ),
        ] {
            if let Some(count) = count {
                recorder
                    .get_or_init(|| self.recorder(instruments, histogram))
                    .record(count);
            }
        }
    }

    /// Records the time from one chunk to the next.
    pub(super) fn record_gap(&self, instruments: &Instruments, gap: Duration) {
        let seconds = gap.as_secs_f64();
        if self.conventions.has_v1_41() {
            let histogram = || {
                self.recorder(
                    instruments,
                    &instruments.v1_41_paces().time_per_output_chunk,
                )
            };
            let recorder = self.time_per_output_chunk.get_or_init(histogram);
            recorder.record(seconds);
        }
        if self.conventions.has_latest() {
            let histogram = || {
                self.recorder(
                    instruments,
                    &instruments.latest_paces().time_per_output_chunk,
                )
            };
            let recorder = self.latest_time_per_output_chunk.get_or_init(histogram);
            recorder.record(seconds);
        }
    }

    fn recorder<T: Clone>(
        &self,
        instruments: &Instruments,
        histogram: &Histogram<T>,
    ) -> Recorder<T> {
        instruments.recorder(histogram, &self.attributes)
    }
}
