//! `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE`.

use opentelemetry_sdk::metrics::Temporality;

use super::Variables;

pub(super) fn read(variables: &Variables<'_>) -> Option<Temporality> {
    variables.parsed(
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
        "`cumulative`, `delta` or `lowmemory`",
        "`cumulative`",
        |text| match text.to_ascii_lowercase().as_str() {
            "cumulative" => Some(Temporality::Cumulative),
            "delta" => Some(Temporality::Delta),
            "lowmemory" => Some(Temporality::LowMemory),
            _ => None,
        },
    )
}
