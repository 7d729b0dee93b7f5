//! The builder of an installation.

use opentelemetry::{KeyValue, Value};

use super::batch::BatchSettings;
use super::diagnostics::Diagnostics;
use super::exporter::Exporter;
use super::propagator::Propagator;
use super::sampler::Sampler;
use super::settings::Settings;
use super::signal::{PerSignal, Signal};
use crate::signals::Conventions;

/// Configures the telemetry of a program; made by [`Telemetry::builder`] or [`Telemetry::from_env`].
///
/// Values set here override the environment. An invalid argument is an error of [`install`](Self::install); an invalid
/// environment variable is a warning on standard error.
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
    /// The warning if nothing is exported although the program has not asked for that.
    pub(super) warning_of_silence: Option<&'static str>,
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
            warning_of_silence: None,
        }
    }

    /// Adds warnings about the environment.
    pub(super) fn warn(&mut self, warnings: Vec<String>) {
        self.warnings.extend(warnings);
    }

    /// The name of the service (`service.name`). It overrides `OTEL_SERVICE_NAME` and the name in
    /// `OTEL_RESOURCE_ATTRIBUTES`. Default: under [`from_env`](super::Telemetry::from_env) the former variable, then
    /// the latter; else `unknown_service:` and the executable's name.
    pub fn service_name(self, name: impl Into<String>) -> Self {
        self.resource_attribute("service.name", name.into())
    }

    /// The version of the service (`service.version`). It overrides that in `OTEL_RESOURCE_ATTRIBUTES`. Default: none.
    pub fn service_version(self, version: impl Into<String>) -> Self {
        self.resource_attribute("service.version", version.into())
    }

    /// Where the service is deployed, such as `production` (`deployment.environment.name`). It overrides the one
    /// in `OTEL_RESOURCE_ATTRIBUTES`. Default: none.
    pub fn environment(self, name: impl Into<String>) -> Self {
        self.resource_attribute("deployment.environment.name", name.into())
    }

    /// A further attribute of the resource. It replaces one that was set before under that key and overrides the one in
    /// `OTEL_RESOURCE_ATTRIBUTES`. An empty key is an error of [`install`](Self::install); `telemetry.sdk.*` cannot be
    /// overridden.
    pub fn resource_attribute(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.attributes.push(KeyValue::new(key.into(), value));
        self
    }

    /// Exports all signals to `exporter`; if called several times, exports to each.
    ///
    /// The first call replaces the exporters that the environment chose. [`Exporter::none`] removes those of earlier
    /// calls, and later calls add again.
    pub fn exporter(mut self, exporter: impl Into<Exporter>) -> Self {
        let exporter = exporter.into();
        for signal in Signal::ALL {
            self.add(signal, exporter.clone());
        }
        self
    }

    /// Exports one signal to `exporter`; otherwise like [`exporter`](Self::exporter).
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::telemetry::{Exporter, Signal, Telemetry};
    ///
    /// # #[cfg(feature = "console")]
    /// let telemetry = Telemetry::builder()
    ///     .exporter(Exporter::console())
    ///     .exporter_for(Signal::Logs, Exporter::none()); // traces and metrics alone
    /// ```
    pub fn exporter_for(mut self, signal: Signal, exporter: impl Into<Exporter>) -> Self {
        self.add(signal, exporter.into());
        self
    }

    fn add(&mut self, signal: Signal, exporter: Exporter) {
        let exporters = self.exporters.of_mut(signal).get_or_insert_default();
        if exporter.is_none() {
            exporters.clear();
        } else {
            exporters.push(exporter);
        }
    }

    /// Which traces are sampled. Default: `OTEL_TRACES_SAMPLER` under [`from_env`](super::Telemetry::from_env), else
    /// those whose parent is sampled and all without a parent. A ratio outside 0 to 1 is an error of
    /// [`install`](Self::install).
    pub fn sampler(mut self, sampler: Sampler) -> Self {
        self.settings.sampler = sampler;
        self
    }

    /// Whether spans whose kind backends cannot tell from `gen_ai.operation.name` also carry it as
    /// `openinference.span.kind`, for the whole process: `CHAIN` for steps and workflows (so also for plans and memory
    /// operations, which are steps before the unreleased conventions), `RETRIEVER` for retrievals, `RERANKER` for
    /// rerankings, `GUARDRAIL` for guardrails and `EVALUATOR` for evaluations. Default: they do.
    pub fn openinference(mut self, is_written: bool) -> Self {
        self.settings.openinference = Some(is_written);
        self
    }

    /// Which conventions telemetry follows, for the whole process. Default: `OTEL_SEMCONV_STABILITY_OPT_IN`, else
    /// release v1.41.
    pub fn conventions(mut self, conventions: Conventions) -> Self {
        self.settings.conventions = Some(conventions);
        self
    }

    /// The formats in which context propagates in headers; none if the list is empty. Default: `OTEL_PROPAGATORS` under
    /// [`from_env`](super::Telemetry::from_env), else trace context and baggage.
    pub fn propagators(mut self, propagators: impl IntoIterator<Item = Propagator>) -> Self {
        self.settings.propagators = propagators.into_iter().collect();
        self
    }

    /// How spans are batched. Default: `OTEL_BSP_*` under [`from_env`](super::Telemetry::from_env), else a queue of
    /// 192 MiB, a delay of 5 seconds, batches of 512 and a timeout of 30 seconds. Values that are not set here keep
    /// their previous setting. A size or a delay of 0 is an error of [`install`](Self::install).
    pub fn span_batch(mut self, settings: BatchSettings) -> Self {
        self.settings.span_batch = settings.over(self.settings.span_batch);
        self
    }

    /// How log records are batched. Default: `OTEL_BLRP_*` under [`from_env`](super::Telemetry::from_env), else a queue
    /// of 2048 records and at most 192 MiB, a delay of 1 second, batches of 512 and a timeout of 30 seconds. Values
    /// that are not set here keep their previous setting. A size or a delay of 0 is an error of
    /// [`install`](Self::install).
    pub fn log_batch(mut self, settings: BatchSettings) -> Self {
        self.settings.log_batch = settings.over(self.settings.log_batch);
        self
    }

    /// Disables recording and exporting; propagators are still installed. While the guard of a disabled installation is
    /// alive, and that of no other one, annotated functions record nothing, not even to providers that the program has
    /// installed itself. Default: `OTEL_SDK_DISABLED` under [`from_env`](super::Telemetry::from_env), else `false`.
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

#[cfg(all(test, feature = "console"))]
mod tests {
    use super::*;
    use crate::telemetry::Telemetry;

    fn numbers(builder: &TelemetryBuilder) -> [Option<usize>; 3] {
        Signal::ALL.map(|signal| builder.exporters.of(signal).as_ref().map(Vec::len))
    }

    #[test]
    fn none_removes_earlier_exporters_of_its_signal() {
        let builder = Telemetry::builder()
            .exporter(Exporter::console())
            .exporter_for(Signal::Logs, Exporter::none());
        assert_eq!(numbers(&builder), [Some(1), Some(1), Some(0)]);
        let builder = builder.exporter(Exporter::console());
        assert_eq!(numbers(&builder), [Some(2), Some(2), Some(1)]);
        let builder = builder
            .exporter(Exporter::none())
            .exporter_for(Signal::Metrics, Exporter::console());
        assert_eq!(numbers(&builder), [Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn the_absence_of_exporters_causes_a_warning_unless_the_program_asks_for_it() {
        let warnings = |configure: fn(TelemetryBuilder) -> TelemetryBuilder| {
            let (sender, warnings) = std::sync::mpsc::channel();
            let builder = Telemetry::from_variables(|name| {
                name.ends_with("_EXPORTER").then(|| "none".to_owned())
            });
            let mut builder = builder.unwrap();
            builder.warning_of_silence = Some("silence");
            let report = move |message: &str| sender.send(message.to_owned()).unwrap();
            drop(configure(builder).on_diagnostic(report).build().unwrap());
            Vec::from_iter(warnings)
        };
        assert_eq!(warnings(|builder| builder), ["silence"]);
        let explicit: [fn(TelemetryBuilder) -> TelemetryBuilder; 4] = [
            |builder| builder.exporter(Exporter::none()),
            |builder| builder.exporter_for(Signal::Traces, Exporter::none()),
            |builder| builder.exporter_for(Signal::Metrics, Exporter::console()),
            |builder| builder.disabled(true),
        ];
        for configure in explicit {
            assert_eq!(warnings(configure), [""; 0]);
        }
    }

    #[cfg(not(feature = "otlp"))]
    #[test]
    fn only_a_configuration_from_the_environment_warns_of_missing_exporters() {
        let builder = Telemetry::from_variables(|_| None).unwrap();
        assert!(builder.warning_of_silence.is_some());
        assert_eq!(Telemetry::builder().warning_of_silence, None);
    }

    #[test]
    fn none_for_one_signal_leaves_the_others_to_the_environment() {
        let builder = Telemetry::builder().exporter_for(Signal::Logs, Exporter::none());
        assert_eq!(numbers(&builder), [None, None, Some(0)]);
    }
}
