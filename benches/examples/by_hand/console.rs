//! Exporters that print.
#![allow(clippy::unnecessary_wraps, reason = "other exporters may fail")]

use std::error::Error;

use opentelemetry_stdout::{LogExporter, MetricExporter, SpanExporter};

pub(crate) fn spans() -> Result<SpanExporter, Box<dyn Error>> {
    Ok(SpanExporter::default())
}

pub(crate) fn metrics() -> Result<MetricExporter, Box<dyn Error>> {
    Ok(MetricExporter::default())
}

pub(crate) fn logs() -> Result<LogExporter, Box<dyn Error>> {
    Ok(LogExporter::default())
}
