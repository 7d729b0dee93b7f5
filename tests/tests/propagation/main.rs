//! The trace follows the work: to other processes, tasks and threads, and from many into one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
)]

mod carriers;
mod hostile;
mod http;
mod links;
mod overwriting;
mod tasks;

use std::str::FromStr;

use genai_runtime::testing::Capture;
use opentelemetry::baggage::{BaggageExt, KeyValueMetadata};
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState};
use opentelemetry::{Context, KeyValue};

const TRACE_ID: TraceId =
    TraceId::from_bytes(0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736_u128.to_be_bytes());
const SPAN_ID: SpanId = SpanId::from_bytes(0x00f0_67aa_0ba9_02b7_u64.to_be_bytes());
const SAMPLED: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const UNSAMPLED: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

/// The span context of another process.
fn span_context(flags: TraceFlags, trace_state: &str) -> SpanContext {
    let trace_state = TraceState::from_str(trace_state).unwrap();
    SpanContext::new(TRACE_ID, SPAN_ID, flags, true, trace_state)
}

/// A context with all fields that can be propagated.
fn full_context(capture: &Capture, flags: TraceFlags) -> Context {
    capture
        .context()
        .with_remote_span_context(span_context(flags, "vendor=a:b,other=c"))
        .with_baggage([
            KeyValueMetadata::from(KeyValue::new("tenant", "größe 1,2;3=4")),
            KeyValueMetadata::new("team", "search", "ttl=30"),
        ])
}

/// Asserts that all fields that propagate are equal.
fn assert_same(context: &Context, expected: &Context) {
    let (span, expected_span) = (context.span(), expected.span());
    let found = span.span_context();
    assert_eq!(found, expected_span.span_context());
    assert!(found.is_remote());
    let baggage = |context: &Context| {
        let baggage = context.baggage();
        let mut entries: Vec<_> = baggage
            .iter()
            .map(|(key, (value, metadata))| format!("{key}={value};{}", metadata.as_str()))
            .collect();
        entries.sort();
        entries
    };
    assert_eq!(baggage(context), baggage(expected));
}
