//! The destination of one side's telemetry, which checks that all of it arrives.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use cpu_time::ProcessTime;
use genai_tests::receiver::{Payload, Receiver};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::Temporality;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};

use crate::rounds::time;

/// Flushes what was recorded, and counts what arrives.
pub(crate) struct Destination {
    flush: Box<dyn Fn()>,
    /// The number of spans that arrived since the last call.
    arrived: Box<dyn Fn() -> u64>,
}

impl fmt::Debug for Destination {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Destination")
            .finish_non_exhaustive()
    }
}

impl Destination {
    pub(crate) fn new(flush: impl Fn() + 'static, arrived: impl Fn() -> u64 + 'static) -> Self {
        Self {
            flush: Box::new(flush),
            arrived: Box::new(arrived),
        }
    }

    /// Empties the queue, because calls are cheaper with a full one.
    ///
    /// # Panics
    ///
    /// Panics if the number of arrived spans differs, because lost spans are cheaper.
    pub(crate) fn settle(&self, spans: u64) {
        assert_eq!(self.arrived(), spans, "spans were lost");
    }

    /// The time of so many calls, each with so many spans; settles afterwards.
    pub(crate) fn pass<T>(&self, calls: u64, spans: u64, call: impl FnMut() -> T) -> Duration {
        let taken = time(calls, call);
        self.settle(calls * spans);
        taken
    }

    /// The CPU time of the process for so many calls, until their spans have arrived.
    pub(crate) fn spend<T>(&self, calls: u64, spans: u64, call: impl FnMut() -> T) -> Duration {
        let start = ProcessTime::now();
        self.pass(calls, spans, call);
        start.elapsed()
    }

    pub(crate) fn flush(&self) {
        (self.flush)();
    }

    /// Flushes, and counts the spans that arrived since the last call.
    pub(crate) fn arrived(&self) -> u64 {
        (self.flush)();
        (self.arrived)()
    }
}

/// Counts the spans that a receiver received since the last call.
pub(crate) fn received(receiver: &Receiver) -> u64 {
    let spans = receiver.take().into_iter().map(|request| {
        let Payload::Traces(traces) = request.payload else {
            return 0;
        };
        let scopes = traces.resource_spans.iter().flat_map(|of| &of.scope_spans);
        scopes.map(|scope| scope.spans.len() as u64).sum::<u64>()
    });
    spans.sum()
}

/// Counts spans and discards them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Discard(Arc<AtomicU64>);

impl Discard {
    /// The number of spans that were exported since the last call.
    pub(crate) fn exported(&self) -> u64 {
        self.0.swap(0, Ordering::AcqRel)
    }
}

impl SpanExporter for Discard {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        self.0.fetch_add(batch.len() as u64, Ordering::AcqRel);
        Ok(())
    }
}

/// Discards metrics.
#[derive(Debug)]
pub(crate) struct DiscardMetrics;

impl PushMetricExporter for DiscardMetrics {
    async fn export(&self, _: &ResourceMetrics) -> OTelSdkResult {
        Ok(())
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }

    fn temporality(&self) -> Temporality {
        Temporality::Cumulative
    }
}
