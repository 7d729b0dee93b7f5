//! A host application's providers without exporters, so that only the SDK's cost is counted. Ids are sequential, so
//! that all runs are equal.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use opentelemetry::global;
use opentelemetry::trace::{SpanId, TraceId};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::{ManualReader, SdkMeterProvider};
use opentelemetry_sdk::trace::{IdGenerator, SdkTracerProvider, SpanData, SpanProcessor};

/// Makes a tracer provider the global one.
pub(crate) fn install_tracer() {
    let provider = SdkTracerProvider::builder()
        .with_id_generator(CountedIds::default())
        .with_span_processor(Discard)
        .build();
    global::set_tracer_provider(provider);
}

/// Makes a meter provider the global one.
pub(crate) fn install_meter() {
    let reader = ManualReader::builder().build();
    global::set_meter_provider(SdkMeterProvider::builder().with_reader(reader).build());
}

/// Discards spans.
#[derive(Debug)]
struct Discard;

impl SpanProcessor for Discard {
    fn on_start(&self, _: &mut opentelemetry_sdk::trace::Span, _: &opentelemetry::Context) {}

    fn on_end(&self, span: SpanData) {
        black_box(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

/// Sequential ids from 1.
#[derive(Debug, Default)]
struct CountedIds(AtomicU64);

impl CountedIds {
    fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }
}

impl IdGenerator for CountedIds {
    fn new_trace_id(&self) -> TraceId {
        TraceId::from(u128::from(self.next()))
    }

    fn new_span_id(&self) -> SpanId {
        SpanId::from(self.next())
    }
}
