//! The console exporters.

use std::time::Duration;

use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogBatch, LogExporter};
use opentelemetry_sdk::metrics::Temporality;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};

/// Prints finished traces.
#[derive(Debug)]
pub(crate) struct ConsoleSpanExporter;

impl ConsoleSpanExporter {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl SpanExporter for ConsoleSpanExporter {
    async fn export(&self, _batch: Vec<SpanData>) -> OTelSdkResult {
        Ok(())
    }
}

/// Prints metrics.
#[derive(Debug)]
pub(crate) struct ConsoleMetricExporter;

impl ConsoleMetricExporter {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl PushMetricExporter for ConsoleMetricExporter {
    async fn export(&self, _metrics: &ResourceMetrics) -> OTelSdkResult {
        Ok(())
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        Ok(())
    }

    fn temporality(&self) -> Temporality {
        Temporality::Cumulative
    }
}

/// Prints events.
#[derive(Debug)]
pub(crate) struct ConsoleLogExporter;

impl ConsoleLogExporter {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl LogExporter for ConsoleLogExporter {
    async fn export(&self, _batch: LogBatch<'_>) -> OTelSdkResult {
        Ok(())
    }
}
