//! Everything that decides how telemetry is installed, as plain data.

use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry_sdk::metrics::Temporality;

use super::batch::BatchSettings;
use super::exporter::Exporter;
use super::limits::Limits;
#[cfg(feature = "otlp")]
use super::otlp::settings::OtlpEnvironment;
use super::propagator::Propagator;
use super::sampler::Sampler;
use super::signal::PerSignal;
use crate::content::process::{self, InstalledSettings};
#[cfg(feature = "content")]
use crate::content::{ContentBudget, StoreQueue};
use crate::content::{ContentCapture, ErrorTexts};
use crate::redact::Redaction;
use crate::signals::Conventions;

/// The settings before the builder's arguments; `default` has the specification's values for an empty environment.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) disabled: bool,
    /// `None` leaves the choice to the environment of the process.
    pub(crate) conventions: Option<Conventions>,
    pub(crate) openinference: Option<bool>,
    /// Keys of baggage to write on spans.
    pub(crate) baggage_attributes: Vec<String>,
    /// Keys of scope attributes and listed baggage to write on metrics.
    pub(crate) metric_attributes: Vec<String>,
    pub(crate) content: Option<ContentCapture>,
    /// Whether the environment turns content off, which the program cannot override.
    pub(crate) is_content_off: bool,
    #[cfg(feature = "content")]
    pub(crate) content_budget: Option<ContentBudget>,
    #[cfg(feature = "content")]
    pub(crate) content_store: Option<StoreQueue>,
    #[cfg(feature = "content")]
    pub(crate) openinference_values: Option<bool>,
    pub(crate) error_texts: Option<ErrorTexts>,
    pub(crate) redaction: Option<Redaction>,
    pub(crate) service_name: Option<String>,
    pub(crate) attributes: Vec<KeyValue>,
    pub(crate) exporters: PerSignal<Vec<Exporter>>,
    #[cfg(feature = "otlp")]
    pub(crate) otlp: PerSignal<OtlpEnvironment>,
    pub(crate) temporality: Temporality,
    pub(crate) sampler: Sampler,
    pub(crate) propagators: Vec<Propagator>,
    pub(crate) metric_interval: Duration,
    pub(crate) metric_timeout: Duration,
    pub(crate) span_batch: BatchSettings,
    pub(crate) log_batch: BatchSettings,
    pub(crate) limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            disabled: false,
            conventions: None,
            openinference: None,
            baggage_attributes: Vec::new(),
            metric_attributes: Vec::new(),
            content: None,
            is_content_off: false,
            #[cfg(feature = "content")]
            content_budget: None,
            #[cfg(feature = "content")]
            content_store: None,
            #[cfg(feature = "content")]
            openinference_values: None,
            error_texts: None,
            redaction: None,
            service_name: None,
            attributes: Vec::new(),
            exporters: PerSignal::from_fn(|_| default_exporters()),
            #[cfg(feature = "otlp")]
            otlp: PerSignal::default(),
            temporality: Temporality::Cumulative,
            sampler: Sampler::default(),
            propagators: Propagator::DEFAULT.to_vec(),
            metric_interval: Duration::from_secs(60),
            metric_timeout: Duration::from_secs(30),
            span_batch: BatchSettings::default(),
            log_batch: BatchSettings::default(),
            limits: Limits::default(),
        }
    }
}

impl Settings {
    /// The settings of content and of texts; `None` if there are none.
    pub(crate) fn content_settings(&self) -> Option<InstalledSettings> {
        let capture = if self.is_content_off {
            Some(ContentCapture::NoContent)
        } else {
            self.content
        };
        let is_set = capture.is_some() || self.error_texts.is_some() || self.redaction.is_some();
        #[cfg(feature = "content")]
        let is_set = is_set
            || self.content_budget.is_some()
            || self.content_store.is_some()
            || self.openinference_values.is_some();
        is_set.then(|| InstalledSettings {
            capture,
            error_texts: self.error_texts,
            #[cfg(feature = "content")]
            budget: self.content_budget,
            #[cfg(feature = "content")]
            store: self.content_store.clone(),
            #[cfg(feature = "content")]
            openinference_values: self.openinference_values,
            redaction: self.redaction.clone(),
        })
    }

    /// Whether the program asks for content although the environment turns it off.
    pub(crate) fn asks_for_content_in_vain(&self) -> bool {
        let asks = self.content.is_some_and(ContentCapture::is_on);
        asks && (self.is_content_off || process::is_off_by_environment())
    }
}

/// The exporters of a signal that is not configured.
#[cfg(feature = "otlp")]
pub(crate) fn default_exporters() -> Vec<Exporter> {
    vec![Exporter::otlp().into()]
}

/// The exporters of a signal that is not configured.
#[cfg(not(feature = "otlp"))]
pub(crate) fn default_exporters() -> Vec<Exporter> {
    Vec::new()
}
