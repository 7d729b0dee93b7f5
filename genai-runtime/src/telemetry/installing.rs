//! Turns a builder into running telemetry.

use std::sync::Arc;

use opentelemetry::global;

use super::Stores;
use super::batch::Batch;
use super::builder::TelemetryBuilder;
use super::error::TelemetryError;
use super::exporter::Exporter;
use super::guard::{ContentSettings, Installation, TelemetryGuard};
use super::meters::InstalledMeters;
use super::propagator;
use super::providers::{Plan, Providers};
use super::resource::resource;
use super::sampler::Sampler;
use super::signal::{PerSignal, Signal};
use crate::content::VARIABLE;
use crate::notice::{self, NoticeSink};
use crate::signals::{conventions, events, openinference, purpose};
use crate::unsampled::skip_unsampled;

impl TelemetryBuilder {
    /// Builds the providers and makes them the global ones of this process, together with the propagators and the
    /// logger provider for GenAI events. When the guard is dropped, telemetry ends and the settings of the process are
    /// reset. The global propagators remain, so that contexts of other spans still propagate, and so does the global
    /// tracer provider, which then records nothing.
    ///
    /// A signal that is not exported is left to the host application: its meter provider stays the global one, and its
    /// logger provider still receives the GenAI events. The tracer provider is always installed, because events and
    /// metrics need a trace, and OpenTelemetry does not tell whether there is a global one. A host that exports its own
    /// spans must install its provider after this call, not during it.
    ///
    /// # Errors
    ///
    /// If an argument is invalid, naming it and what is expected; if a thread cannot be started; or if the guard of
    /// another installation is alive. Nothing is installed then.
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
        let openinference = self.settings.openinference;
        let content = self.settings.content_settings();
        if self.settings.asks_for_content_in_vain() {
            let warning = format!(
                "`{VARIABLE}` switches content off: none is captured, although the program asks for it"
            );
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
        openinference::choose(openinference);
        purpose::choose(Some(shown));
        let content = content.map(ContentSettings::new);
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
        if events::has_sink() {
            skip_unsampled(false);
        }
        let installation = installation.with_events(events).with_content(content);
        Ok(guard.installed(installation.with_meters(meters)))
    }

    /// Builds the providers and changes nothing global; use those of the guard. Settings of content and error texts
    /// then do not apply to annotated functions, nor does the redaction to their metrics: install a
    /// [`ContentPolicy`](crate::content::ContentPolicy) for that.
    ///
    /// # Errors
    ///
    /// If an argument is invalid, naming it and what is expected, or if a thread cannot be started.
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
                "the metric interval is 0: expected more than 0".to_owned(),
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
        let exports = Signal::ALL
            .iter()
            .any(|signal| !exporters.of(*signal).is_empty());
        if let (Some(warning), None, false) =
            (self.warning_of_silence, &self.exporters.traces, exports)
        {
            self.diagnostics.warn(warning);
        }
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

    /// The exporters of a signal, if there are any.
    fn exporters_of(&self, signal: Signal) -> Option<Vec<Exporter>> {
        let chosen = self
            .exporters
            .of(signal)
            .as_ref()
            .unwrap_or_else(|| self.settings.exporters.of(signal));
        (!chosen.is_empty()).then(|| chosen.clone())
    }
}
