//! The exporter that prints the metrics that changed as a table.

use std::fmt;
use std::future::{Future, ready};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::Temporality;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;

use super::line::write_parts;
use super::output::{Block, Console, Output};
use super::points::instruments;
use super::service;
use super::style::Paint;
use super::table;
use super::text;
use super::totals::Totals;

/// Prints the data points that changed since it printed last, with their totals so far.
pub(crate) struct ConsoleMetricExporter {
    output: Output,
    totals: Mutex<Totals>,
}

impl ConsoleMetricExporter {
    pub(crate) fn new(console: Console) -> Self {
        Self {
            output: Output::new(console),
            totals: Mutex::default(),
        }
    }

    fn print(&self, metrics: &ResourceMetrics) -> OTelSdkResult {
        let mut totals = self.totals.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = totals.changed(instruments(metrics));
        drop(totals);
        if changed.is_empty() {
            return Ok(());
        }
        let terminal = self.output.terminal();
        let mut heading = vec![(Paint::Bold, "metrics".to_owned())];
        let service = service(metrics.resource());
        heading.extend(service.map(|name| (Paint::Plain, text::escape(&name))));
        let mut out = String::new();
        write_parts(&heading, terminal, &mut out);
        table::write(&changed, terminal, &mut out);
        self.output.print(Block::Metrics, &out)
    }
}

impl PushMetricExporter for ConsoleMetricExporter {
    fn export(&self, metrics: &ResourceMetrics) -> impl Future<Output = OTelSdkResult> + Send {
        ready(self.output.check_open().and_then(|()| self.print(metrics)))
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        self.output.close()
    }

    fn temporality(&self) -> Temporality {
        Temporality::Cumulative
    }
}

impl fmt::Debug for ConsoleMetricExporter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ConsoleMetricExporter")
            .field("output", &self.output)
            .finish_non_exhaustive()
    }
}
