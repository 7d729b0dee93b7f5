//! What a program says about its telemetry.

use opentelemetry::{KeyValue, Value};

use super::batch::BatchSettings;
use super::diagnostics::Diagnostics;
use super::exporter::Exporter;
use super::propagator::Propagator;
use super::sampler::Sampler;
use super::settings::Settings;
use super::signal::{PerSignal, Signal};
use crate::signals::Conventions;

/// Describes the telemetry of a program; made by [`Telemetry::builder`] or [`Telemetry::from_env`].
///
/// What is said here wins over the environment. A bad argument is an error of
/// [`install`](Self::install); a bad environment variable is a warning on standard error.
///
/// [`Telemetry::builder`]: super::Telemetry::builder
/// [`Telemetry::from_env`]: super::Telemetry::from_env
#[derive(Debug)]
#[must_use = "nothing is installed before `install` is called"]
pub struct TelemetryBuilder {
    pub(super) settings: Settings,
    pub(super) warnings: Vec<String>,
    pub(super) attributes: Vec<KeyValue>,
    pub(super) exporters: PerSignal<Option<Vec<Exporter>>>,
    pub(super) diagnostics: Diagnostics,
}

impl TelemetryBuilder {
    pub(crate) fn new(settings: Settings, warnings: Vec<String>) -> Self {
        Self {
            settings,
            warnings,
            attributes: Vec::new(),
            exporters: PerSignal {
                traces: None,
                metrics: None,
                logs: None,
            },
            diagnostics: Diagnostics::default(),
        }
    }

    /// The name of the service (`service.name`). It wins over `OTEL_SERVICE_NAME` and over the name in
    /// `OTEL_RESOURCE_ATTRIBUTES`. Default: what these say under [`from_env`](super::Telemetry::from_env), the former
    /// before the latter, else `unknown_service:` and the executable's name.
    pub fn service_name(self, name: impl Into<String>) -> Self {
        self.resource_attribute("service.name", name.into())
    }

    /// The version of the service (`service.version`). It wins over the one in `OTEL_RESOURCE_ATTRIBUTES`. Default: none.
    pub fn service_version(self, version: impl Into<String>) -> Self {
        self.resource_attribute("service.version", version.into())
    }

    /// Where the service is deployed, such as `production` (`deployment.environment.name`). It wins over what
    /// `OTEL_RESOURCE_ATTRIBUTES` says. Default: none.
    pub fn environment(self, name: impl Into<String>) -> Self {
        self.resource_attribute("deployment.environment.name", name.into())
    }

    /// A further attribute of the resource, in place of a former one of that key and of one in
    /// `OTEL_RESOURCE_ATTRIBUTES`. An empty key is an error of [`install`](Self::install); `telemetry.sdk.*` stays the
    /// SDK's.
    pub fn resource_attribute(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.attributes.push(KeyValue::new(key.into(), value));
        self
    }

    /// Exports all signals to `exporter`; may be called several times, and then exports to each.
    ///
    /// The first call replaces the exporters that the environment chose.
    pub fn exporter(mut self, exporter: impl Into<Exporter>) -> Self {
        let exporter = exporter.into();
        for signal in Signal::ALL {
            self.add(signal, exporter.clone());
        }
        self
    }

    /// Exports one signal to `exporter`; otherwise like [`exporter`](Self::exporter).
    pub fn exporter_for(mut self, signal: Signal, exporter: impl Into<Exporter>) -> Self {
        self.add(signal, exporter.into());
        self
    }

    fn add(&mut self, signal: Signal, exporter: Exporter) {
        self.exporters
            .of_mut(signal)
            .get_or_insert_default()
            .push(exporter);
    }

    /// Which traces are recorded. Default: what `OTEL_TRACES_SAMPLER` says under
    /// [`from_env`](super::Telemetry::from_env), else those whose parent is recorded and all that have no parent. A ratio
    /// that is not from 0 to 1 is an error of [`install`](Self::install).
    pub fn sampler(mut self, sampler: Sampler) -> Self {
        self.settings.sampler = sampler;
        self
    }

    /// Whether spans that backends cannot tell from `gen_ai.operation.name` say their kind as `openinference.span.kind`
    /// too, for the whole process: steps and workflows `CHAIN`, and so plans and what is done with memories, which are
    /// steps before the unreleased conventions; retrievals `RETRIEVER`, rerankings `RERANKER`, guardrails `GUARDRAIL` and
    /// evaluations `EVALUATOR`. Default: they do.
    pub fn openinference(mut self, is_said: bool) -> Self {
        self.settings.openinference = Some(is_said);
        self
    }

    /// Which conventions telemetry is written in, for the whole process. Default: what
    /// `OTEL_SEMCONV_STABILITY_OPT_IN` says, else release v1.41.
    pub fn conventions(mut self, conventions: Conventions) -> Self {
        self.settings.conventions = Some(conventions);
        self
    }

    /// How trace context travels in headers; an empty list for not at all. Default: trace context and baggage.
    pub fn propagators(mut self, propagators: impl IntoIterator<Item = Propagator>) -> Self {
        self.settings.propagators = propagators.into_iter().collect();
        self
    }

    /// How spans are gathered into batches. Default: what `OTEL_BSP_*` say under
    /// [`from_env`](super::Telemetry::from_env), else as many as take 192 MiB may wait, for up to 5 seconds, and 512 of
    /// them leave at once, within 30 seconds. What is not set here keeps what was set before. A size or a delay of 0 is
    /// an error of [`install`](Self::install).
    pub fn span_batch(mut self, settings: BatchSettings) -> Self {
        self.settings.span_batch = settings.over(self.settings.span_batch);
        self
    }

    /// How log records are gathered into batches. Default: what `OTEL_BLRP_*` say under
    /// [`from_env`](super::Telemetry::from_env), else 2048 of them may wait, or as many as take 192 MiB, for up to 1
    /// second, and 512 of them leave at once, within 30 seconds. What is not set here keeps what was set before. A size
    /// or a delay of 0 is an error of [`install`](Self::install).
    pub fn log_batch(mut self, settings: BatchSettings) -> Self {
        self.settings.log_batch = settings.over(self.settings.log_batch);
        self
    }

    /// Whether to record and export nothing; propagators are installed all the same. As long as the guard of such an
    /// installation lives, and no other one does, annotated functions ask nobody who listens: providers that the
    /// program has installed itself hear nothing of them either.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.settings.disabled = disabled;
        self
    }

    /// Passes every warning and every failed export to `report` instead of standard error.
    ///
    /// `report` may be called from any thread, and must not record telemetry.
    pub fn on_diagnostic(mut self, report: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.diagnostics = Diagnostics::to(report);
        self
    }
}
