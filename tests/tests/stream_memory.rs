//! The memory that a long stream needs.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use allocation_counter::{AllocationInfo, measure};
use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::testing::{Capture, capture};
use genai_runtime::{ContentCapture, Conventions, Response, UsageReport, llm_span};

/// A chunk of 100 bytes.
#[derive(Debug, Clone, Copy)]
struct Piece(&'static str);

const PIECE: Piece = Piece(
    "one hundred bytes of an answer that goes on and on and on and on and on and on and on and on and on ",
);

impl UsageReport for Piece {
    fn report(&self, response: &mut Response<'_>) {
        response
            .id("chatcmpl-1")
            .model("m-2026")
            .text(0, self.0)
            .finish_reason(0, None::<&str>)
            .output_tokens(20_u8);
    }
}

#[llm_span(system = "openai", model = "m")]
fn answer(count: usize) -> impl Stream<Item = Piece> {
    stream::iter(std::iter::repeat_n(PIECE, count))
}

/// The allocations while a stream of that many chunks is consumed.
fn cost(capture: &Capture, count: usize) -> AllocationInfo {
    let mut read = 0;
    let info = measure(|| {
        capture.run(|| {
            block_on(answer(count).for_each(|piece| {
                read += piece.0.len();
                std::future::ready(())
            }));
        });
    });
    assert_eq!(read, 100 * count);
    info
}

#[test]
fn a_million_chunks_cost_no_more_than_a_thousand() {
    for conventions in [Conventions::V1_41, Conventions::LATEST_AND_V1_41] {
        let capture = Capture::with_conventions(conventions);
        // The first stream creates instruments and series of metrics.
        cost(&capture, 10);
        let thousand = cost(&capture, 1_000);
        let million = cost(&capture, 1_000_000);
        assert_eq!(million.count_total, thousand.count_total);
        assert_eq!(million.bytes_max, thousand.bytes_max);
        assert!(million.bytes_max < 16 * 1024, "{million:?}");
        let bytes = capture.spans().pop().unwrap();
        let bytes = bytes.integer("genai_runtime.stream.bytes");
        assert_eq!(bytes, Some(100_000_000));
    }
}

#[test]
fn captured_content_stays_inside_its_budget() {
    const BUDGET: u64 = 64 * 1024;
    let capture = capture().with_content(ContentCapture::SpanOnly);
    cost(&capture, 10);
    let info = cost(&capture, 1_000_000);
    // The captured part, its rolling end while the text grows, and the final text.
    assert!(info.bytes_max < 3 * BUDGET, "{info:?}");
    let span = capture.spans().pop().unwrap();
    let messages = span.text("gen_ai.output.messages").unwrap();
    assert!(u64::try_from(messages.len()).unwrap() <= BUDGET);
    assert!(messages.contains("one hundred bytes of an answer"));
    assert!(messages.contains("bytes omitted]"));
    assert!(messages.contains(r#"on and on and on "}]"#));
}

#[test]
fn an_unobserved_stream_costs_nothing() {
    let capture = capture();
    let suppressed = opentelemetry::Context::new().with_telemetry_suppressed();
    let _attached = suppressed.attach();
    let run = || block_on(answer(1_000).for_each(|_| std::future::ready(())));
    // The executor allocates its own state once per thread.
    run();
    assert_eq!(measure(run).count_total, 0);
    assert!(capture.spans().is_empty());
}
