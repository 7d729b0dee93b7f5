//! Reads the `OTEL_*` variables as OpenTelemetry's specification defines them. An invalid value gives one warning and
//! the default; only an exporter that this build lacks is an error, unless telemetry is disabled.

mod baggage;
mod batch;
mod content;
mod conventions;
mod error_texts;
mod exporters;
mod limits;
mod list;
#[cfg(feature = "otlp")]
mod otlp;
mod pairs;
mod propagators;
mod resource;
mod sampling;
mod temporality;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_bad_values;
#[cfg(test)]
#[cfg(all(feature = "console", feature = "otlp"))]
mod tests_of_otlp;
mod unknown;
mod variables;

pub(crate) use exporters::warning_of_silence;
pub(crate) use unknown::warnings as warnings_of_unknown;
pub(crate) use variables::Variables;

use super::error::TelemetryError;
use super::settings::Settings;
use crate::content::ContentCapture;
#[cfg(feature = "content")]
use crate::content::VALUES_VARIABLE;

/// The settings of the environment, and warnings about it.
pub(crate) fn read(variables: Variables<'_>) -> Result<(Settings, Vec<String>), TelemetryError> {
    let defaults = Settings::default();
    #[cfg(not(feature = "otlp"))]
    exporters::refuse_otlp(&variables);
    let disabled = variables.flag("OTEL_SDK_DISABLED").unwrap_or(false);
    let content = content::read(&variables);
    let settings = Settings {
        disabled,
        conventions: conventions::read(&variables),
        openinference: None,
        baggage_attributes: baggage::attributes(&variables),
        metric_attributes: Vec::new(),
        content,
        is_content_off: content == Some(ContentCapture::NoContent),
        #[cfg(feature = "content")]
        content_budget: None,
        #[cfg(feature = "content")]
        content_store: None,
        #[cfg(feature = "content")]
        openinference_values: variables.flag(VALUES_VARIABLE),
        error_texts: error_texts::read(&variables),
        redaction: None,
        service_name: variables.text("OTEL_SERVICE_NAME", "the default name"),
        attributes: resource::attributes(&variables),
        exporters: exporters::read(&variables, disabled)?,
        #[cfg(feature = "otlp")]
        otlp: super::signal::PerSignal::from_fn(|signal| otlp::read(&variables, signal)),
        temporality: temporality::read(&variables).unwrap_or(defaults.temporality),
        sampler: sampling::sampler(&variables).unwrap_or(defaults.sampler),
        propagators: propagators::read(&variables).unwrap_or(defaults.propagators),
        metric_interval: variables
            .milliseconds("OTEL_METRIC_EXPORT_INTERVAL", defaults.metric_interval)
            .unwrap_or(defaults.metric_interval),
        metric_timeout: variables
            .timeout("OTEL_METRIC_EXPORT_TIMEOUT", defaults.metric_timeout)
            .unwrap_or(defaults.metric_timeout),
        span_batch: batch::spans(&variables),
        log_batch: batch::logs(&variables),
        limits: limits::read(&variables),
    };
    Ok((settings, variables.into_warnings()))
}
