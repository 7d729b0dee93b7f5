//! Everything that a consumer can do with a stream, and the expected telemetry.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::future::LocalBoxFuture;
use futures::stream::{LocalBoxStream, StreamExt};
use futures::{FutureExt, poll};
use opentelemetry::Context;
use opentelemetry::trace::{Span, TraceContextExt, Tracer};
use opentelemetry_sdk::trace::SdkTracer;
use tokio::sync::oneshot;

use super::script::Step::{Chunk as C, Fail, Hang, Panic};
use super::script::{Chunk, Step};

pub(crate) type Chunks = LocalBoxStream<'static, Chunk>;

/// What a consumer does with the stream.
pub(crate) type Consumer = Box<dyn Fn(Chunks, SdkTracer) -> LocalBoxFuture<'static, ()>>;

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) steps: Vec<Step>,
    pub(crate) consumer: Consumer,
    pub(crate) outcome: &'static str,
    /// Chunks before the end.
    pub(crate) chunks: i64,
    pub(crate) error_type: Option<&'static str>,
}

impl Case {
    fn new<Fut: Future<Output = ()> + 'static>(
        name: impl Into<String>,
        steps: &[Step],
        consumer: impl Fn(Chunks, SdkTracer) -> Fut + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            steps: steps.to_vec(),
            consumer: Box::new(move |chunks, tracer| Box::pin(consumer(chunks, tracer))),
            outcome: "completed",
            chunks: 0,
            error_type: None,
        }
    }

    fn ends(mut self, outcome: &'static str, chunks: usize) -> Self {
        self.outcome = outcome;
        self.chunks = i64::try_from(chunks).unwrap();
        self
    }

    fn fails(mut self, error_type: &'static str, chunks: usize) -> Self {
        self.error_type = Some(error_type);
        self.ends("failed", chunks)
    }
}

/// The consumer's own work between two polls, outside of the stream's span.
fn work(tracer: &SdkTracer) {
    assert!(!Context::current().span().span_context().is_valid());
    tracer.start("consumer").end();
}

/// Polls for `count` items, or to the end if there are fewer.
async fn consume(chunks: &mut Chunks, count: usize, tracer: &SdkTracer) {
    work(tracer);
    for _ in 0..count {
        if chunks.next().await.is_none() {
            break;
        }
        work(tracer);
    }
}

const ALL: usize = usize::MAX;

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = read_to_the_end();
    cases.extend(given_up());
    cases.extend((0..3).flat_map(at_chunk));
    cases
}

fn read_to_the_end() -> Vec<Case> {
    vec![
        Case::new("completed", &[C, C, C], |mut chunks, tracer| async move {
            consume(&mut chunks, ALL, &tracer).await;
        })
        .ends("completed", 3),
        Case::new(
            "completed without a chunk",
            &[],
            |mut chunks, tracer| async move {
                consume(&mut chunks, ALL, &tracer).await;
            },
        )
        .ends("completed", 0),
        Case::new(
            "polled after the end",
            &[C, C],
            |chunks, tracer| async move {
                let mut chunks = chunks.fuse();
                while chunks.next().await.is_some() {
                    work(&tracer);
                }
                assert!(chunks.next().await.is_none());
            },
        )
        .ends("completed", 2),
    ]
}

fn given_up() -> Vec<Case> {
    vec![
        Case::new(
            "dropped before the first poll",
            &[C],
            |chunks, tracer| async move {
                work(&tracer);
                drop(chunks);
            },
        )
        .ends("unpolled", 0),
        Case::new(
            "dropped while the first is pending",
            &[Hang],
            |mut chunks, _| async move {
                assert!(poll!(chunks.next()).is_pending());
            },
        )
        .ends("cancelled", 0),
        Case::new(
            "dropped while another is pending",
            &[C, C, Hang],
            |mut chunks, tracer| async move {
                consume(&mut chunks, 2, &tracer).await;
                assert!(poll!(chunks.next()).is_pending());
            },
        )
        .ends("cancelled", 2),
        Case::new("taken from", &[C, C, C], |chunks, tracer| async move {
            let taken: Vec<_> = chunks.take(2).collect().await;
            assert_eq!(taken.len(), 2);
            work(&tracer);
        })
        .ends("truncated", 2),
        Case::new("timed out", &[C, Hang], |mut chunks, tracer| async move {
            let all = consume(&mut chunks, ALL, &tracer);
            assert!(
                tokio::time::timeout(Duration::from_millis(1), all)
                    .await
                    .is_err()
            );
        })
        .ends("cancelled", 1),
        Case::new(
            "lost a select",
            &[C, Hang],
            |mut chunks, tracer| async move {
                let all = consume(&mut chunks, ALL, &tracer);
                tokio::select! {
                    biased;
                    () = all => panic!("the stream ended although it hangs"),
                    () = std::future::ready(()) => {}
                }
            },
        )
        .ends("cancelled", 1),
        Case::new("aborted", &[C, Hang], |mut chunks, tracer| async move {
            let (reached, waiting) = oneshot::channel();
            let task = tokio::task::spawn_local(async move {
                consume(&mut chunks, 1, &tracer).await;
                reached.send(()).unwrap();
                chunks.next().await;
            });
            waiting.await.unwrap();
            tokio::task::yield_now().await;
            task.abort();
            assert!(task.await.unwrap_err().is_cancelled());
        })
        .ends("cancelled", 1),
    ]
}

/// Cases in which something happens at a chunk.
fn at_chunk(k: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut failing = vec![C; k];
    failing.push(Fail);
    let mut panicking = vec![C; k];
    panicking.push(Panic);
    if k > 0 {
        cases.push(
            Case::new(
                format!("dropped after chunk {k}"),
                &[C, C, C],
                move |mut chunks, tracer| async move {
                    consume(&mut chunks, k, &tracer).await;
                },
            )
            .ends("truncated", k),
        );
    }
    cases.push(
        Case::new(
            format!("error after chunk {k}"),
            &failing,
            |mut chunks, tracer| async move {
                consume(&mut chunks, ALL, &tracer).await;
            },
        )
        .fails("broken", k),
    );
    cases.push(
        Case::new(
            format!("dropped at the error after chunk {k}"),
            &failing,
            move |mut chunks, tracer| async move {
                consume(&mut chunks, k + 1, &tracer).await;
            },
        )
        .fails("broken", k),
    );
    failing.extend([C, C]);
    cases.push(
        Case::new(
            format!("error after chunk {k}, then more"),
            &failing,
            move |mut chunks, tracer| async move {
                consume(&mut chunks, k + 1, &tracer).await;
                assert_eq!(chunks.by_ref().count().await, 2);
            },
        )
        .fails("broken", k + 2),
    );
    cases.push(
        Case::new(
            format!("panic after chunk {k}"),
            &panicking,
            move |mut chunks, tracer| async move {
                consume(&mut chunks, k, &tracer).await;
                let panicked = AssertUnwindSafe(chunks.next()).catch_unwind().await;
                assert!(panicked.is_err());
            },
        )
        .fails("panic", k),
    );
    cases.push(
        Case::new(
            format!("moved to another task after chunk {k}"),
            &[C, C, C],
            move |mut chunks, tracer| async move {
                consume(&mut chunks, k, &tracer).await;
                // A separate task, without the capture's context.
                let rest = tokio::task::spawn_local(async move { chunks.count().await });
                assert_eq!(rest.await.unwrap(), 3 - k);
            },
        )
        .ends("completed", 3),
    );
    cases
}
