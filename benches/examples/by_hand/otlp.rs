//! Exporters to a collector, over gRPC or HTTP as the environment chooses.

use std::env;
use std::error::Error;

use opentelemetry_otlp::{LogExporter, MetricExporter, SpanExporter};

pub(crate) fn spans() -> Result<SpanExporter, Box<dyn Error>> {
    Ok(if is_http() {
        SpanExporter::builder().with_http().build()?
    } else {
        SpanExporter::builder().with_tonic().build()?
    })
}

pub(crate) fn metrics() -> Result<MetricExporter, Box<dyn Error>> {
    Ok(if is_http() {
        MetricExporter::builder().with_http().build()?
    } else {
        MetricExporter::builder().with_tonic().build()?
    })
}

pub(crate) fn logs() -> Result<LogExporter, Box<dyn Error>> {
    Ok(if is_http() {
        LogExporter::builder().with_http().build()?
    } else {
        LogExporter::builder().with_tonic().build()?
    })
}

fn is_http() -> bool {
    env::var("OTEL_EXPORTER_OTLP_PROTOCOL").is_ok_and(|protocol| protocol == "http/protobuf")
}
