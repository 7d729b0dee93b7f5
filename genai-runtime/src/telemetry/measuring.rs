//! How metrics are collected and exported.

use std::time::Duration;

use opentelemetry_sdk::metrics::Temporality;

use super::builder::TelemetryBuilder;

impl TelemetryBuilder {
    /// How often metrics are exported. Default: `OTEL_METRIC_EXPORT_INTERVAL` under
    /// [`from_env`](super::Telemetry::from_env), else 60 seconds. 0 is an error of [`install`](Self::install).
    pub fn metric_interval(mut self, interval: Duration) -> Self {
        self.settings.metric_interval = interval;
        self
    }

    /// How long one export of metrics may take; 0 for no limit. Default: 30 seconds. If an exporter's own timeout is
    /// shorter, that one applies.
    pub fn metric_timeout(mut self, timeout: Duration) -> Self {
        self.settings.metric_timeout = timeout;
        self
    }

    /// Whether OTLP metrics are totals since the start or changes since the last export. Default: since the start
    /// ([`Temporality::Cumulative`]).
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::telemetry::Telemetry;
    /// use genai_runtime::telemetry::opentelemetry_sdk::metrics::Temporality;
    ///
    /// let builder = Telemetry::builder().metric_temporality(Temporality::Delta);
    /// # drop(builder);
    /// ```
    pub fn metric_temporality(mut self, temporality: Temporality) -> Self {
        self.settings.temporality = temporality;
        self
    }
}
