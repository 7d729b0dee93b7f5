//! Builder methods for metrics.

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

    /// The longest time that one export of metrics may take; 0 for no limit. Default: `OTEL_METRIC_EXPORT_TIMEOUT`
    /// under [`from_env`](super::Telemetry::from_env), else 30 seconds. An exporter's own timeout applies if it is
    /// shorter.
    pub fn metric_timeout(mut self, timeout: Duration) -> Self {
        self.settings.metric_timeout = timeout;
        self
    }

    /// The temporality of OTLP metrics: totals since the start, or deltas since the last export. Default:
    /// `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE` under [`from_env`](super::Telemetry::from_env), else
    /// [`Temporality::Cumulative`].
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
