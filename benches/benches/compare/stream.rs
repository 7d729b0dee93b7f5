//! Row 8: the cost of a chunk of a stream, without captured content.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use allocation_counter::measure;
use futures::Stream;
use futures::stream;
use genai_runtime::{UsageReport, llm_span};

use crate::rounds::{self, Pace, alternate, time};
use crate::setup::{self, Recorded, Setup};
use crate::table::{Limit, Row, Unit};

/// Chunks of one stream in one pass.
const CHUNKS: u64 = 10_000;

/// The first two chunks, during which measurements start, and the last one.
const OTHERS: u64 = 3;

/// A provider's chunk.
#[derive(Clone, Copy, Debug, UsageReport)]
struct Chunk {
    #[usage(response_id)]
    id: &'static str,
    #[usage(response_model)]
    model: &'static str,
    #[usage(text)]
    delta: &'static str,
    finish_reason: Option<&'static str>,
    /// Only in the last chunk.
    completion_tokens: Option<u32>,
}

const CHUNK: Chunk = Chunk {
    id: "chatcmpl-9a7f3c51d2",
    model: "gpt-4o-mini-2024-07-18",
    delta: " word",
    finish_reason: None,
    completion_tokens: None,
};

#[llm_span(system = "openai")]
fn chunks(model: &str, count: u64) -> impl Stream<Item = Chunk> + use<> {
    black_box(model);
    repeated(count)
}

fn chunks_plain(model: &str, count: u64) -> impl Stream<Item = Chunk> + use<> {
    black_box(model);
    repeated(count)
}

fn repeated(count: u64) -> impl Stream<Item = Chunk> {
    let last = Chunk {
        finish_reason: Some("stop"),
        completion_tokens: Some(340),
        ..CHUNK
    };
    let chunks = (1..count).map(|_| black_box(CHUNK));
    stream::iter(chunks.chain([last]))
}

pub(crate) fn beside_bare(pace: Pace, metrics: bool) -> Vec<Row> {
    let (case, limit) = if metrics {
        ("chunk of a stream with its metric", 150.0)
    } else {
        ("chunk of a stream without metrics", 80.0)
    };
    let recorded = Recorded {
        metrics,
        ..Recorded::ALL
    };
    let ours = setup::annotated(Setup::Installed, recorded);
    let rounds = alternate(
        &format!("8 {case}"),
        pace,
        CHUNKS,
        [
            &mut |count| {
                let taken = read(chunks(crate::annotated::MODEL, count + OTHERS), count);
                ours.settle(1);
                taken
            },
            &mut |count| read(chunks_plain(crate::annotated::MODEL, count + OTHERS), count),
        ],
    );
    let counted = (
        allocations(chunks(crate::annotated::MODEL, CHUNKS + OTHERS)),
        allocations(chunks_plain(crate::annotated::MODEL, CHUNKS + OTHERS)),
    );
    ours.settle(1);
    vec![
        rounds.row(8, case, (0, 1), Limit::More(limit)),
        rounds::row(
            (8, Unit::Allocations),
            &format!("{case}, allocations"),
            vec![counted],
            Limit::More(0.0),
        ),
    ]
}

/// The time of all chunks except [`OTHERS`] and the end.
fn read(stream: impl Stream<Item = Chunk>, count: u64) -> Duration {
    let mut stream = pin!(stream);
    let mut context = Context::from_waker(Waker::noop());
    let mut next = || stream.as_mut().poll_next(&mut context);
    begin(&mut next);
    let taken = time(count, || black_box(next()).is_ready());
    end(&mut next);
    taken
}

fn begin(next: &mut impl FnMut() -> Poll<Option<Chunk>>) {
    for _ in 0..2 {
        assert!(matches!(next(), Poll::Ready(Some(_))));
    }
}

fn end(next: &mut impl FnMut() -> Poll<Option<Chunk>>) {
    assert!(matches!(next(), Poll::Ready(Some(_))));
    assert!(matches!(next(), Poll::Ready(None)));
}

fn allocations(stream: impl Stream<Item = Chunk>) -> f64 {
    let mut stream = pin!(stream);
    let mut context = Context::from_waker(Waker::noop());
    let mut next = || stream.as_mut().poll_next(&mut context);
    begin(&mut next);
    let counted = measure(|| {
        for _ in 0..CHUNKS {
            assert!(black_box(next()).is_ready());
        }
    });
    end(&mut next);
    counted.count_total as f64 / CHUNKS as f64
}
