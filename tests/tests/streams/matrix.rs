//! Everything that a consumer can do, with every way to return a stream.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::future::LocalBoxFuture;
use futures::stream::{LocalBoxStream, StreamExt};
use futures::{FutureExt, poll};
use genai_runtime::testing::{Capture, CapturedSpan, assert_conformant, capture};
use opentelemetry::Context;
use opentelemetry::trace::{Span, Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry_sdk::trace::SdkTracer;
use tokio::sync::oneshot;
use tokio::task::LocalSet;

use super::forms::{FORMS, Form};
use super::script::Step::{Chunk as C, Fail, Hang, Panic};
use super::script::{Chunk, Script, Step};

type Chunks = LocalBoxStream<'static, Chunk>;

/// What a consumer does with the stream.
type Consumer = Box<dyn Fn(Chunks, SdkTracer) -> LocalBoxFuture<'static, ()>>;

struct Case {
    name: String,
    steps: Vec<Step>,
    consumer: Consumer,
    outcome: &'static str,
    /// Chunks that came before the end.
    chunks: i64,
    error_type: Option<&'static str>,
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

/// The consumer's own work between two polls: nothing of the stream's is current there.
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

fn cases() -> Vec<Case> {
    let mut cases = vec![
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
                    () = all => panic!("the stream hangs"),
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
    ];
    for k in 0..3 {
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
                    // A task of its own, without the capture's context.
                    let rest = tokio::task::spawn_local(async move { chunks.count().await });
                    assert_eq!(rest.await.unwrap(), 3 - k);
                },
            )
            .ends("completed", 3),
        );
    }
    cases
}

async fn run(case: &Case, form: Form) -> Capture {
    let capture = capture();
    let tracer = capture.tracer_provider().tracer("test");
    let script = Script::new(&case.steps, tracer.clone());
    capture
        .run_async(async {
            let chunks = form(script).await;
            (case.consumer)(chunks, tracer).await;
        })
        .await;
    capture
}

/// What is left of a case.
#[derive(Debug, PartialEq)]
struct Left {
    outcome: Option<String>,
    chunks: Option<i64>,
    error_type: Option<String>,
    status: Status,
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    usage_source: Option<String>,
    has_time_to_first_chunk: bool,
    has_measured_first_chunk: bool,
    measured_gaps: u64,
    measured_durations: u64,
    calls: usize,
    drops: usize,
    /// Spans of the inner stream that are not under the call's.
    astray: usize,
    /// Spans of the consumer that are under some other.
    captured: usize,
}

impl Left {
    fn found(capture: &Capture) -> Self {
        let call = &capture.span("chat m");
        let spans = capture.spans();
        let of = |name: &str| -> Vec<&CapturedSpan> {
            spans.iter().filter(|span| span.name == name).collect()
        };
        let inner = of("poll").into_iter().chain(of("drop"));
        let consumer = of("consumer").into_iter();
        let measured = |name: &str| {
            let metric = capture.metric(name);
            metric.map_or(0, |metric| {
                metric.points.iter().map(|point| point.count).sum()
            })
        };
        Self {
            outcome: call.text("genai_runtime.stream.outcome"),
            chunks: call.integer("genai_runtime.stream.chunks"),
            error_type: call.text("error.type"),
            status: call.status.clone(),
            input_tokens: call.integer("gen_ai.usage.input_tokens"),
            output_tokens: call.integer("gen_ai.usage.output_tokens"),
            usage_source: call.text("genai_runtime.usage.source"),
            has_time_to_first_chunk: call.number("gen_ai.response.time_to_first_chunk").is_some(),
            has_measured_first_chunk: measured("gen_ai.client.operation.time_to_first_chunk") == 1,
            measured_gaps: measured("gen_ai.client.operation.time_per_output_chunk"),
            measured_durations: measured("gen_ai.client.operation.duration"),
            calls: of("chat m").len(),
            drops: of("drop").len(),
            astray: inner.filter(|span| !span.is_child_of(call)).count(),
            captured: consumer.filter(|span| span.parent_id.is_some()).count(),
        }
    }

    fn expected(case: &Case) -> Self {
        let has_chunks = case.chunks > 0;
        let status = match case.error_type {
            None => Status::Unset,
            Some("panic") => Status::error("the function panicked"),
            Some(_) => Status::error("the connection broke"),
        };
        let usage_source = match case.outcome {
            _ if !has_chunks => "absent",
            "completed" => "exact",
            _ => "partial",
        };
        Self {
            outcome: Some(case.outcome.to_owned()),
            chunks: Some(case.chunks),
            error_type: case.error_type.map(str::to_owned),
            status,
            input_tokens: has_chunks.then_some(3),
            output_tokens: has_chunks.then_some(case.chunks),
            usage_source: Some(usage_source.to_owned()),
            has_time_to_first_chunk: has_chunks,
            has_measured_first_chunk: has_chunks,
            measured_gaps: u64::try_from(case.chunks).unwrap().saturating_sub(1),
            measured_durations: 1,
            calls: 1,
            drops: 1,
            astray: 0,
            captured: 0,
        }
    }
}

#[tokio::test]
async fn every_way_to_consume_every_form_leaves_one_right_span() {
    let cases = cases();
    let run_all = async {
        for (form_name, form) in FORMS {
            for case in &cases {
                let capture = run(case, *form).await;
                assert!(!Context::current().span().span_context().is_valid());
                let what = format!("{form_name}: {}", case.name);
                assert_eq!(Left::found(&capture), Left::expected(case), "{what}");
                assert_conformant(&capture);
            }
        }
    };
    LocalSet::new().run_until(run_all).await;
}
