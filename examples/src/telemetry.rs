//! Telemetry of a program in a terminal, with or without a collector.

use std::env;

use genai_runtime::telemetry::{Exporter, Signal, TelemetryError};
use genai_runtime::{Telemetry, TelemetryGuard};

const SIGNALS: [Signal; 3] = [Signal::Traces, Signal::Metrics, Signal::Logs];

/// The trace in the terminal and, where the environment names a collector, every signal also there. The trace is
/// printed when the guard is dropped, after the answer. The service has this name, whatever `OTEL_SERVICE_NAME` says.
///
/// # Errors
///
/// Those of [`TelemetryBuilder::install`](genai_runtime::telemetry::TelemetryBuilder::install).
pub fn in_terminal(service_name: &str) -> Result<TelemetryGuard, TelemetryError> {
    let mut telemetry = Telemetry::from_env()?
        .service_name(service_name)
        .exporter(Exporter::none())
        .exporter_for(Signal::Traces, Exporter::console());
    for signal in SIGNALS.into_iter().filter(|it| has_collector(*it)) {
        telemetry = telemetry.exporter_for(signal, Exporter::otlp());
    }
    telemetry.install()
}

/// Every signal to the collector that the environment names for it, if it names any, else into the terminal. The
/// service has this name, whatever `OTEL_SERVICE_NAME` says.
///
/// # Errors
///
/// Those of [`TelemetryBuilder::install`](genai_runtime::telemetry::TelemetryBuilder::install).
pub fn to_collector_or_terminal(service_name: &str) -> Result<TelemetryGuard, TelemetryError> {
    let mut telemetry = Telemetry::from_env()?.service_name(service_name);
    if !SIGNALS.into_iter().any(has_collector) {
        return telemetry.exporter(Exporter::console()).install();
    }
    for signal in SIGNALS {
        if !has_collector(signal) {
            telemetry = telemetry.exporter_for(signal, Exporter::none());
        }
    }
    telemetry.install()
}

/// Whether a variable says where the signal goes; an empty one counts as unset.
fn has_collector(signal: Signal) -> bool {
    let own = format!("OTEL_EXPORTER_OTLP_{signal}_ENDPOINT").to_ascii_uppercase();
    [own.as_str(), "OTEL_EXPORTER_OTLP_ENDPOINT"]
        .into_iter()
        .filter_map(env::var_os)
        .any(|endpoint| !endpoint.to_string_lossy().trim().is_empty())
}
