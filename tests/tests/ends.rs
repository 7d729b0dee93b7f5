//! Every operation is reported exactly once, however it ends.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

use std::borrow::Cow;
use std::fmt;
use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use futures::FutureExt;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{ErrorReport, Usage, chain_step, llm_span};
use opentelemetry::trace::{SpanKind, Status};

#[derive(Debug)]
enum ChatError {
    RateLimited,
}

impl fmt::Display for ChatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many requests")
    }
}

impl ErrorReport for ChatError {
    fn error_type(&self) -> Cow<'static, str> {
        "rate_limited".into()
    }
}

/// How a function ends.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Ok,
    Err,
    Panic,
    Pend,
}

#[llm_span(system = "openai", model = "m")]
async fn call(end: End) -> Result<Usage, ChatError> {
    tokio::task::yield_now().await;
    match end {
        End::Ok => Ok(Usage::new().input(3).output(5)),
        End::Err => Err(ChatError::RateLimited)?,
        End::Panic => panic!("on purpose"),
        End::Pend => pending().await,
    }
}

#[llm_span(system = "openai", model = "m")]
fn call_sync(end: End) -> Result<Usage, ChatError> {
    match end {
        End::Ok => return Ok(Usage::new().input(3).output(5)),
        End::Err => Err(ChatError::RateLimited)?,
        End::Panic | End::Pend => panic!("on purpose"),
    }
    Ok(Usage::new())
}

fn assert_completed(capture: &Capture) {
    let span = capture.only_span();
    assert_eq!(span.status, Status::Unset);
    assert_eq!(span.kind, SpanKind::Client);
    assert_eq!(span.attribute("error.type"), None);
    assert_eq!(span.attribute("genai_runtime.outcome"), None);
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(3));
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(5));
    assert!(capture.events().is_empty());
    assert_conformant(capture);
}

fn assert_failed(capture: &Capture, error_type: &str, description: &str) {
    let span = capture.only_span();
    assert_eq!(span.status, Status::error(description.to_owned()));
    assert_eq!(span.text("error.type").as_deref(), Some(error_type));
    assert_eq!(span.attribute("genai_runtime.outcome"), None);
    assert_eq!(span.attribute("gen_ai.usage.input_tokens"), None);
    let [event] = &span.events[..] else {
        panic!("expected one exception event, found {:?}", span.events)
    };
    assert_eq!(event.name, "exception");
    assert_eq!(
        event.attribute("exception.message").unwrap().as_str(),
        description
    );
    let [record] = &capture.events()[..] else {
        panic!("one event")
    };
    assert_eq!(record.name, "gen_ai.client.operation.exception");
    assert_eq!(record.span, Some((span.trace_id, span.span_id)));
    assert_eq!(
        record.text("exception.message").as_deref(),
        Some(description)
    );
    let durations = capture.metric("gen_ai.client.operation.duration").unwrap();
    assert_eq!(durations.points_with("error.type", error_type).count(), 1);
    assert_conformant(capture);
}

fn assert_cancelled(capture: &Capture) {
    let span = capture.only_span();
    assert_eq!(span.status, Status::Unset);
    assert_eq!(
        span.text("genai_runtime.outcome").as_deref(),
        Some("cancelled")
    );
    assert_eq!(span.attribute("error.type"), None);
    assert_eq!(span.text("gen_ai.request.model").as_deref(), Some("m"));
    assert!(span.events.is_empty());
    assert!(capture.events().is_empty());
    assert_eq!(
        capture
            .metric("gen_ai.client.token.usage")
            .map(|usage| usage.points.len()),
        None
    );
    assert_conformant(capture);
}

/// Durations of cancelled calls, none of which counts as a success.
fn cancelled_durations(capture: &Capture) -> usize {
    let metrics = capture.metric("gen_ai.client.operation.duration");
    let points = metrics.map(|metric| metric.points).unwrap_or_default();
    let marked = points
        .iter()
        .filter(|point| point.text("genai_runtime.outcome").as_deref() == Some("cancelled"));
    assert_eq!(marked.count(), points.len());
    points.len()
}

#[tokio::test]
async fn an_ok_completes_the_span() {
    let capture = capture();
    assert!(capture.run_async(call(End::Ok)).await.is_ok());
    assert_completed(&capture);
}

#[test]
fn an_ok_of_a_sync_function_completes_the_span() {
    let capture = capture();
    assert!(capture.run(|| call_sync(End::Ok)).is_ok());
    assert_completed(&capture);
}

#[tokio::test]
async fn an_error_fails_the_span() {
    let capture = capture();
    assert!(capture.run_async(call(End::Err)).await.is_err());
    assert_failed(&capture, "rate_limited", "too many requests");
}

#[test]
fn an_error_of_a_sync_function_fails_the_span() {
    let capture = capture();
    assert!(capture.run(|| call_sync(End::Err)).is_err());
    assert_failed(&capture, "rate_limited", "too many requests");
}

#[tokio::test]
async fn a_panic_while_polling_fails_the_span_and_propagates() {
    let capture = capture();
    let caught = AssertUnwindSafe(capture.run_async(call(End::Panic)))
        .catch_unwind()
        .await;
    assert_eq!(
        caught.unwrap_err().downcast_ref::<&str>(),
        Some(&"on purpose")
    );
    assert_failed(&capture, "panic", "the function panicked");
}

#[test]
fn a_panic_of_a_sync_function_fails_the_span_and_propagates() {
    let capture = capture();
    let caught = catch_unwind(AssertUnwindSafe(|| capture.run(|| call_sync(End::Panic))));
    assert_eq!(
        caught.unwrap_err().downcast_ref::<&str>(),
        Some(&"on purpose")
    );
    assert_failed(&capture, "panic", "the function panicked");
}

#[test]
fn a_future_dropped_before_its_first_poll_is_cancelled() {
    let capture = capture();
    capture.run(|| drop(call(End::Ok)));
    assert_cancelled(&capture);
    assert_eq!(cancelled_durations(&capture), 0);
}

#[tokio::test]
async fn a_future_dropped_while_it_awaits_is_cancelled() {
    let capture = capture();
    let mut future = Box::pin(capture.run_async(call(End::Pend)));
    assert!(futures::poll!(future.as_mut()).is_pending());
    assert!(futures::poll!(future.as_mut()).is_pending());
    assert!(capture.spans().is_empty());
    drop(future);
    assert_cancelled(&capture);
    assert_eq!(cancelled_durations(&capture), 1);
}

#[tokio::test]
async fn a_timeout_cancels_the_call() {
    let capture = capture();
    let call = capture.run_async(call(End::Pend));
    let expired = poll_fn(|_| Poll::Ready(()));
    futures::future::select(Box::pin(call), expired).await;
    assert_cancelled(&capture);
}

#[tokio::test]
async fn a_future_dropped_during_another_panic_is_cancelled() {
    let capture = capture();
    let caught = catch_unwind(AssertUnwindSafe(|| {
        capture.run(|| {
            let _unpolled = call(End::Ok);
            panic!("elsewhere");
        });
    }));
    assert!(caught.is_err());
    assert_cancelled(&capture);
}

#[test]
fn an_unpolled_future_whose_parameters_panic_on_drop_fails() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("a parameter");
        }
    }
    #[chain_step]
    async fn hold(bomb: Bomb) {
        drop(bomb);
    }
    let capture = capture();
    let caught = catch_unwind(AssertUnwindSafe(|| capture.run(|| drop(hold(Bomb)))));
    assert!(caught.is_err());
    let span = capture.only_span();
    assert_eq!(span.text("error.type").as_deref(), Some("panic"));
}

#[tokio::test]
async fn none_has_an_outcome_of_its_own() {
    #[chain_step]
    async fn find(hit: bool) -> Option<u8> {
        hit.then_some(1)
    }
    let capture = capture();
    assert_eq!(capture.run_async(find(false)).await, None);
    let span = capture.only_span();
    assert_eq!(span.status, Status::Unset);
    assert_eq!(span.text("genai_runtime.outcome").as_deref(), Some("none"));

    let capture = genai_runtime::testing::capture();
    assert_eq!(capture.run_async(find(true)).await, Some(1));
    assert_eq!(capture.only_span().attribute("genai_runtime.outcome"), None);
    assert_conformant(&capture);
}

#[test]
fn without_a_provider_functions_behave_as_without_annotations() {
    assert!(call_sync(End::Ok).is_ok());
    assert!(call(End::Ok).now_or_never().is_none());
    assert!(catch_unwind(|| call_sync(End::Panic)).is_err());
}
