//! What a program says about its telemetry.

use std::sync::Arc;

use opentelemetry::{KeyValue, Value, global};

use super::batch::{Batch, BatchSettings};
use crate::content::VARIABLE;
use crate::notice::{self, NoticeSink};
use crate::signals::{Conventions, conventions, events, openinference, purpose};
use crate::unsampled::skip_unsampled;

use super::Stores;
use super::diagnostics::Diagnostics;
use super::error::TelemetryError;
use super::exporter::Exporter;
use super::guard::{Installation, TelemetryGuard, ToldOfContent};
use super::meters::InstalledMeters;
use super::propagator::{self, Propagator};
use super::providers::{Plan, Providers};
use super::resource::resource;
use super::sampler::Sampler;
use super::settings::Settings;
use super::signal::{PerSignal, Signal};

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
    warnings: Vec<String>,
    attributes: Vec<KeyValue>,
    exporters: PerSignal<Option<Vec<Exporter>>>,
    diagnostics: Diagnostics,
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

    /// Builds the providers and makes them the global ones of this process, with the propagators and
    /// the logger provider for GenAI events. Telemetry ends when the guard is dropped; what is said here for the
    /// whole process holds no longer then.
    ///
    /// A signal that is not exported is left to the host: its meter provider stays the global one, and its logger provider
    /// that of GenAI events. The tracer provider is installed all the same: spans give events and metrics their trace, and
    /// there is no telling whether there is another one. A host that exports its own spans installs its provider
    /// afterwards, and no provider while this runs.
    ///
    /// # Errors
    ///
    /// For an argument that cannot be used, naming it and what is expected; if the system refuses a
    /// thread; and while the guard of another installation is alive. Nothing is installed then.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::telemetry::{Exporter, Sampler, Telemetry};
    ///
    /// let _telemetry = Telemetry::builder().service_name("handbook-bot").exporter(Exporter::none()).install()?;
    ///
    /// let error = Telemetry::builder().sampler(Sampler::TraceIdRatio(2.0)).build().unwrap_err();
    /// assert_eq!(error.to_string(), "the sampling ratio is `2`: expected a number from 0 to 1");
    /// # Ok::<(), genai_runtime::telemetry::TelemetryError>(())
    /// ```
    pub fn install(self) -> Result<TelemetryGuard, TelemetryError> {
        let propagators = propagator::composite(&self.settings.propagators);
        if self.settings.disabled {
            let guard = self.build()?;
            global::set_text_map_propagator(propagators);
            return Ok(guard.switched_off());
        }
        let installation = Installation::claim()?;
        let chosen = self.settings.conventions;
        let is_said = self.settings.openinference;
        let content = self.settings.told_of_content();
        if self.settings.asks_for_content_in_vain() {
            let warning = format!("`{VARIABLE}` says that content stays, whatever else is said");
            self.diagnostics.warn(&warning);
        }
        let shown = self.shown()?;
        let has_events = self.exporters_of(Signal::Logs).is_some();
        let has_metrics = self.exporters_of(Signal::Metrics).is_some();
        let is_parent_based = matches!(self.settings.sampler, Sampler::ParentBased(_));
        let diagnostics = self.diagnostics.clone();
        let notices = NoticeSink(Arc::new(move |message| diagnostics.notice(message)));
        let guard = self.build()?;
        conventions::choose(chosen);
        openinference::choose(is_said);
        purpose::choose(Some(shown));
        let content = content.map(ToldOfContent::new);
        global::set_text_map_propagator(propagators);
        let meters = if has_metrics {
            Some(InstalledMeters::of(guard.meter_provider().clone()))
        } else {
            InstalledMeters::none()
        };
        guard.install_tracer();
        let events = has_events.then(|| events::register(guard.logger_provider()));
        notice::set(Some(notices));
        skip_unsampled(is_parent_based && !has_metrics);
        if events::is_heard() {
            skip_unsampled(false);
        }
        let installation = installation.with_events(events).with_content(content);
        Ok(guard.installed(installation.with_meters(meters)))
    }

    /// Builds the providers and leaves everything global as it is; use those of the guard.
    ///
    /// # Errors
    ///
    /// For an argument that cannot be used, naming it and what is expected, and if the system refuses a thread.
    pub fn build(self) -> Result<TelemetryGuard, TelemetryError> {
        for warning in &self.warnings {
            self.diagnostics.warn(warning);
        }
        let sampler = self.settings.sampler.to_sdk()?;
        self.shown()?;
        let span_batch = self.settings.span_batch.resolve(&Batch::SPANS)?;
        let log_batch = self.settings.log_batch.resolve(&Batch::LOGS)?;
        if self.settings.metric_interval.is_zero() {
            return Err(TelemetryError::Invalid(
                "the metric interval is 0: expected more".to_owned(),
            ));
        }
        if self
            .attributes
            .iter()
            .any(|attribute| attribute.key.as_str().is_empty())
        {
            return Err(TelemetryError::Invalid(
                "a resource attribute has an empty key: expected a name".to_owned(),
            ));
        }
        if self.settings.disabled {
            return Ok(TelemetryGuard::new(
                Providers::disabled(),
                None,
                self.diagnostics,
            ));
        }
        let exporters = PerSignal::from_fn(|signal| self.exporters_of(signal).unwrap_or_default());
        let plan = Plan {
            exporters,
            resource: resource(&self.settings, &self.attributes),
            sampler,
            span_batch,
            log_batch,
            diagnostics: self.diagnostics,
            settings: self.settings,
        };
        let (providers, live) = plan.assemble()?;
        let guard = TelemetryGuard::new(providers, Some(live), plan.diagnostics);
        Ok(guard.with_stores(Stores::of(&plan.settings)))
    }

    /// The exporters of a signal, if there is one that exports.
    fn exporters_of(&self, signal: Signal) -> Option<Vec<Exporter>> {
        let chosen = self
            .exporters
            .of(signal)
            .as_ref()
            .unwrap_or_else(|| self.settings.exporters.of(signal));
        let exporters: Vec<_> = chosen
            .iter()
            .filter(|exporter| !exporter.is_none())
            .cloned()
            .collect();
        (!exporters.is_empty()).then_some(exporters)
    }
}
