//! Telemetry for programs in a terminal, with or without a collector.

use std::env;

use genai_runtime::telemetry::{Exporter, Signal, TelemetryError};
use genai_runtime::{Telemetry, TelemetryGuard};

const SIGNALS: [Signal; 3] = [Signal::Traces, Signal::Metrics, Signal::Logs];

/// Prints traces to the terminal and exports every signal for which the environment names a collector. Traces are
/// printed when the guard is dropped, after the answer. `service_name` takes precedence over `OTEL_SERVICE_NAME`.
///
/// # Errors
///
/// Returns the errors of [`TelemetryBuilder::install`](genai_runtime::telemetry::TelemetryBuilder::install).
pub fn in_terminal(service_name: &str) -> Result<TelemetryGuard, TelemetryError> {
    let mut telemetry = Telemetry::from_env()?
        .service_name(service_name)
        .exporter(Exporter::none())
        .exporter_for(Signal::Traces, Exporter::console());
    for signal in SIGNALS.into_iter().filter(|signal| has_collector(*signal)) {
        telemetry = telemetry.exporter_for(signal, Exporter::otlp());
    }
    telemetry.install()
}

/// Exports every signal for which the environment names a collector; prints to the terminal if it names none at all.
/// `service_name` takes precedence over `OTEL_SERVICE_NAME`.
///
/// # Errors
///
/// Returns the errors of [`TelemetryBuilder::install`](genai_runtime::telemetry::TelemetryBuilder::install).
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

/// Whether the environment names a collector for the signal; an empty variable counts as unset.
fn has_collector(signal: Signal) -> bool {
    let own = format!("OTEL_EXPORTER_OTLP_{signal}_ENDPOINT").to_ascii_uppercase();
    [own.as_str(), "OTEL_EXPORTER_OTLP_ENDPOINT"]
        .into_iter()
        .filter_map(env::var_os)
        .any(|endpoint| !endpoint.to_string_lossy().trim().is_empty())
}
