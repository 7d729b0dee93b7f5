//! The exporter that prints finished traces as trees.

use std::future::{Future, ready};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};

use super::buffer::{Buffer, Limits, Printout};
use super::output::{Block, Console, Output};
use super::render::{self, Heading};
use super::service;
use super::summary::SpanSummary;

/// Prints every trace as a tree once its local root has ended.
///
/// Spans that end after their root are printed as a continuation of the trace. What still waits for
/// its root is printed on `force_flush` and `shutdown`.
#[derive(Debug)]
pub(crate) struct ConsoleSpanExporter {
    output: Output,
    service: Option<String>,
    buffer: Mutex<Buffer>,
}

impl ConsoleSpanExporter {
    pub(crate) fn new(console: Console) -> Self {
        Self::limited(console, Limits::default())
    }

    pub(super) fn limited(console: Console, limits: Limits) -> Self {
        Self {
            output: Output::new(console),
            service: None,
            buffer: Mutex::new(Buffer::new(limits)),
        }
    }

    fn print(&self, take: impl FnOnce(&mut Buffer) -> Vec<Printout>) -> OTelSdkResult {
        let mut buffer = self.buffer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        for printout in take(&mut buffer) {
            if !text.is_empty() {
                text.push('\n');
            }
            let heading = Heading {
                trace_id: printout.trace_id,
                service: self.service.as_deref(),
                is_continued: printout.is_continued,
            };
            render::trace(heading, &printout.spans, self.output.terminal(), &mut text);
        }
        self.output.print(Block::Trace, &text)
    }
}

impl SpanExporter for ConsoleSpanExporter {
    fn export(&self, batch: Vec<SpanData>) -> impl Future<Output = OTelSdkResult> + Send {
        ready(self.output.check_open().and_then(|()| {
            let spans = batch.iter().map(SpanSummary::new);
            self.print(|buffer| buffer.add(spans))
        }))
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.print(Buffer::drain)
    }

    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        self.output.close()?;
        self.print(Buffer::drain)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.service = service(resource);
    }
}
