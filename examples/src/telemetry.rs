//! Telemetry of a program in a terminal.

use std::env;

use genai_runtime::telemetry::{Exporter, Signal, TelemetryError};
use genai_runtime::{Telemetry, TelemetryGuard};

/// The trace in the terminal and, where the environment names a collector, every signal also there. The trace is
/// printed when the guard is dropped, after the answer.
///
/// # Errors
///
/// Those of [`TelemetryBuilder::install`](genai_runtime::telemetry::TelemetryBuilder::install).
pub fn in_terminal(service_name: &str) -> Result<TelemetryGuard, TelemetryError> {
    let mut telemetry = Telemetry::from_env()?
        .service_name(service_name)
        .exporter_for(Signal::Traces, Exporter::console());
    for signal in [Signal::Traces, Signal::Metrics, Signal::Logs] {
        let collector = if has_collector(signal) {
            Exporter::otlp().into()
        } else {
            Exporter::none()
        };
        telemetry = telemetry.exporter_for(signal, collector);
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
