//! Exporters that send to a collector, as the environment says.

use std::error::Error;

use opentelemetry_otlp::{LogExporter, MetricExporter, SpanExporter};

pub(crate) fn spans() -> Result<SpanExporter, Box<dyn Error>> {
    Ok(SpanExporter::builder().with_tonic().build()?)
}

pub(crate) fn metrics() -> Result<MetricExporter, Box<dyn Error>> {
    Ok(MetricExporter::builder().with_tonic().build()?)
}

pub(crate) fn logs() -> Result<LogExporter, Box<dyn Error>> {
    Ok(LogExporter::builder().with_tonic().build()?)
}
