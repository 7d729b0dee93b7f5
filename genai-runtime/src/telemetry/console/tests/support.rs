//! Spans built by hand and a writer that keeps what is printed.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use opentelemetry::trace::{
    SpanContext, SpanId, SpanKind, Status, TraceFlags, TraceId, TraceState,
};
use opentelemetry::{InstrumentationScope, KeyValue, Value};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanExporter, SpanLinks};

use crate::telemetry::console::buffer::Limits;
use crate::telemetry::console::output::Console;
use crate::telemetry::console::spans::ConsoleSpanExporter;
use crate::telemetry::console::style::Terminal;
use crate::telemetry::console::text;

pub(super) const TRACE: u128 = 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736;

/// Keeps everything that is written, and counts the writes.
#[derive(Clone, Default)]
pub(super) struct Printed {
    bytes: Arc<Mutex<Vec<u8>>>,
    writes: Arc<Mutex<usize>>,
}

impl Printed {
    pub(super) fn text(&self) -> String {
        String::from_utf8(self.bytes.lock().unwrap().clone()).unwrap()
    }

    pub(super) fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.bytes.lock().unwrap())).unwrap()
    }

    pub(super) fn writes(&self) -> usize {
        *self.writes.lock().unwrap()
    }
}

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.lock().unwrap().extend_from_slice(bytes);
        *self.writes.lock().unwrap() += 1;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A span of [`TRACE`] from one millisecond to another; parent 0 is none.
pub(super) fn span(
    id: u64,
    parent: u64,
    name: impl Into<Cow<'static, str>>,
    from_ms: u64,
    to_ms: u64,
) -> SpanData {
    let context = SpanContext::new(
        TraceId::from(TRACE),
        SpanId::from(id),
        TraceFlags::SAMPLED,
        false,
        TraceState::NONE,
    );
    SpanData {
        span_context: context,
        parent_span_id: SpanId::from(parent),
        parent_span_is_remote: false,
        span_kind: SpanKind::Internal,
        name: name.into(),
        start_time: UNIX_EPOCH
            + Duration::from_secs(1_700_000_000)
            + Duration::from_millis(from_ms),
        end_time: UNIX_EPOCH + Duration::from_secs(1_700_000_000) + Duration::from_millis(to_ms),
        attributes: Vec::new(),
        dropped_attributes_count: 0,
        events: SpanEvents::default(),
        links: SpanLinks::default(),
        status: Status::Unset,
        instrumentation_scope: InstrumentationScope::default(),
    }
}

pub(super) trait With: Sized {
    fn with(self, key: &'static str, value: impl Into<Value>) -> Self;
    fn failed(self, error_type: &'static str, description: &'static str) -> Self;
    fn in_trace(self, trace_id: u128) -> Self;

    fn tokens(self, input: i64, output: i64) -> Self {
        self.with("gen_ai.usage.input_tokens", input)
            .with("gen_ai.usage.output_tokens", output)
    }
}

impl With for SpanData {
    fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.attributes.push(KeyValue::new(key, value));
        self
    }

    fn failed(mut self, error_type: &'static str, description: &'static str) -> Self {
        self.status = Status::error(description);
        self.with("error.type", error_type)
    }

    fn in_trace(mut self, trace_id: u128) -> Self {
        self.span_context = SpanContext::new(
            TraceId::from(trace_id),
            self.span_context.span_id(),
            TraceFlags::SAMPLED,
            false,
            TraceState::NONE,
        );
        self
    }
}

/// A chain with retrieval, routing, a streamed answer and a failed call, children first.
pub(super) fn rag() -> Vec<SpanData> {
    let embeddings = span(4, 3, "embeddings text-embedding-3-small", 61, 181)
        .with("gen_ai.operation.name", "embeddings")
        .with("gen_ai.request.model", "text-embedding-3-small")
        .with("gen_ai.response.model", "text-embedding-3-small")
        .with("gen_ai.usage.input_tokens", 12);
    let chat = span(6, 1, "chat gpt-4o-mini", 224, 1_240)
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.request.model", "gpt-4o-mini")
        .with("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
        .with("gen_ai.response.time_to_first_chunk", 0.21)
        .with("gen_ai.usage.cache_read.input_tokens", 512)
        .tokens(812, 96);
    let tool = span(7, 5, "execute_tool lookup", 184, 190)
        .failed("timeout", "the index did not answer within 5 ms");
    vec![
        embeddings,
        span(3, 1, "retrieval handbook", 1, 182),
        tool,
        span(5, 1, "route", 183, 224),
        chat,
        span(1, 0, "invoke_workflow rag_pipeline", 0, 1_241),
    ]
}

pub(super) fn exporter(width: usize, colour: bool) -> (ConsoleSpanExporter, Printed) {
    exporter_with(width, colour, Limits::default())
}

pub(super) fn exporter_with(
    width: usize,
    colour: bool,
    limits: Limits,
) -> (ConsoleSpanExporter, Printed) {
    let printed = Printed::default();
    let terminal = Terminal::fixed(width, colour);
    let mut exporter =
        ConsoleSpanExporter::limited(Console::new(Box::new(printed.clone()), terminal), limits);
    let resource = Resource::builder_empty()
        .with_service_name("handbook-bot")
        .build();
    exporter.set_resource(&resource);
    (exporter, printed)
}

/// Waits for a future that is ready at once.
pub(super) fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("the exporter does not wait for anything"),
    }
}

/// Exports one batch and returns what that printed, having checked that it fits.
pub(super) fn print(spans: Vec<SpanData>, width: usize) -> String {
    let (exporter, printed) = exporter(width, false);
    now(exporter.export(spans)).unwrap();
    let text = printed.text();
    assert_fits(&text, width);
    text
}

pub(super) fn assert_fits(text: &str, width: usize) {
    for line in text.lines() {
        assert!(text::width(line) <= width, "{line:?} is wider than {width}");
    }
}
