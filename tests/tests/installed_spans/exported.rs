//! The exports of an installation, in a comparable form.

use genai_runtime::telemetry::TelemetryGuard;
use genai_tests::receiver::Receiver;
use opentelemetry::trace::TraceId;
use opentelemetry_proto::tonic::trace::v1::Span;

use super::PLENTY;

/// The implementation that creates spans.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Maker {
    Ours,
    Sdk,
}

pub(crate) fn arrived(receiver: &Receiver) -> Vec<Span> {
    let spans = receiver.spans(0);
    spans.into_iter().map(|arrived| arrived.item).collect()
}

/// Everything that was exported, without what differs between runs.
pub(crate) fn exported(receiver: &Receiver, telemetry: &TelemetryGuard, maker: Maker) -> Vec<Span> {
    telemetry.shutdown(PLENTY).unwrap();
    let all = arrived(receiver);
    let name_of = |id: &[u8]| {
        let found = all.iter().find(|span| span.span_id == id);
        found.map_or_else(|| id.to_vec(), |span| span.name.clone().into_bytes())
    };
    let mut comparable = Vec::new();
    for span in &all {
        // The SDK accepts any end time.
        let is_of_one_clock = maker == Maker::Ours || span.name != "ended_by_hand";
        assert!(!is_of_one_clock || span.start_time_unix_nano <= span.end_time_unix_nano);
        let mut span = span.clone();
        span.parent_span_id = name_of(&span.parent_span_id);
        span.span_id = Vec::new();
        if span.trace_id != TraceId::from(7).to_bytes() {
            span.trace_id = Vec::new();
        }
        (span.start_time_unix_nano, span.end_time_unix_nano) = (0, 0);
        for event in &mut span.events {
            event.time_unix_nano = 0;
        }
        comparable.push(span);
    }
    comparable
}
