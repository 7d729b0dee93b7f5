//! An `Err` inside of a returned `Ok` or `Some`, as of a timeout, a task or a search.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::io;
use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use futures::future::{BoxFuture, FutureExt};
use genai_runtime::testing::{CapturedSpan, assert_conformant, capture};
use genai_runtime::{ErrorReport, Usage, chain_step, llm_span};
use opentelemetry::trace::Status;
use tokio::task::JoinError;
use tokio::time::error::Elapsed;
use tokio::time::timeout;

#[derive(Debug)]
struct Refused;

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was refused")
    }
}

impl ErrorReport for Refused {
    fn error_type(&self) -> Cow<'static, str> {
        "refused".into()
    }
}

#[derive(Debug)]
struct Unclassed;

mod refusing {
    pub(crate) type Result<T> = core::result::Result<T, super::Refused>;
}

const LONG: Duration = Duration::from_secs(3600);

async fn asked(fail: bool) -> Result<Usage, Refused> {
    tokio::task::yield_now().await;
    if fail {
        return Err(Refused);
    }
    Ok(Usage::new().input(3))
}

async fn span_of<Fut: Future>(call: impl FnOnce() -> Fut) -> CapturedSpan {
    let capture = capture();
    capture.run_async(async { call().await }).await;
    assert_conformant(&capture);
    capture.only_span()
}

fn sync_span_of<T>(call: impl FnOnce() -> T) -> CapturedSpan {
    let capture = capture();
    capture.run(call);
    assert_conformant(&capture);
    capture.only_span()
}

fn assert_refused(span: &CapturedSpan) {
    assert_eq!(span.status, Status::error("the request was refused"));
    assert_eq!(span.text("error.type").as_deref(), Some("refused"));
    assert_eq!(span.attribute("genai_runtime.outcome"), None);
    let [event] = &span.events[..] else {
        panic!("expected one exception event, found {:?}", span.events)
    };
    let exception = event.attribute("exception.type").unwrap();
    assert!(exception.as_str().ends_with("::Refused"), "{exception}");
}

fn assert_completed(span: &CapturedSpan) {
    assert_eq!(span.status, Status::Unset);
    assert_eq!(span.attribute("error.type"), None);
    assert_eq!(span.attribute("genai_runtime.outcome"), None);
    assert!(span.events.is_empty());
}

#[llm_span(system = "openai", model = "m")]
async fn in_time(limit: Duration, fail: bool) -> Result<Result<Usage, Refused>, Elapsed> {
    timeout(limit, asked(fail)).await
}

#[tokio::test]
async fn an_error_within_the_time_limit_fails_the_span() {
    assert_refused(&span_of(|| in_time(LONG, true)).await);
    let span = span_of(|| in_time(LONG, false)).await;
    assert_completed(&span);
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(3));
}

#[tokio::test]
async fn a_failed_call_is_measured_and_emitted_as_such() {
    let capture = capture();
    let returned = capture.run_async(in_time(LONG, true)).await;
    assert!(matches!(returned, Ok(Err(Refused))));
    let durations = capture.metric("gen_ai.client.operation.duration").unwrap();
    assert_eq!(durations.points_with("error.type", "refused").count(), 1);
    let [record] = &capture.events()[..] else {
        panic!("one event")
    };
    assert_eq!(record.name, "gen_ai.client.operation.exception");
    let message = record.text("exception.message");
    assert_eq!(message.as_deref(), Some("the request was refused"));
}

#[tokio::test]
async fn an_outer_error_is_recorded_as_before() {
    #[chain_step]
    async fn too_late() -> Result<Result<u8, Refused>, Elapsed> {
        timeout(Duration::ZERO, std::future::pending()).await
    }
    let span = span_of(too_late).await;
    let class = span.text("error.type").unwrap();
    assert!(class.ends_with("::Elapsed"), "{class}");
    assert_eq!(span.status, Status::error("deadline has elapsed"));
}

#[tokio::test]
async fn an_error_of_a_task_fails_the_span() {
    #[chain_step]
    async fn in_a_task() -> Result<Result<Usage, Refused>, JoinError> {
        tokio::spawn(asked(true)).await
    }
    assert_refused(&span_of(in_a_task).await);
}

#[test]
fn an_error_in_an_option_fails_the_span() {
    #[chain_step]
    fn first(found: Option<bool>) -> Option<Result<u8, Refused>> {
        found.map(|fails| if fails { Err(Refused) } else { Ok(1) })
    }
    assert_refused(&sync_span_of(|| first(Some(true))));
    assert_completed(&sync_span_of(|| first(Some(false))));
    let outcome = sync_span_of(|| first(None)).text("genai_runtime.outcome");
    assert_eq!(outcome.as_deref(), Some("none"));
}

#[test]
fn a_none_inside_of_a_result_is_not_an_outcome() {
    #[chain_step]
    fn find(found: Option<bool>) -> Result<Option<Result<u8, Refused>>, Unclassed> {
        Ok(found.map(|fails| if fails { Err(Refused) } else { Ok(1) }))
    }
    assert_completed(&sync_span_of(|| find(None)));
    assert_completed(&sync_span_of(|| find(Some(false))));
    assert_refused(&sync_span_of(|| find(Some(true))));
}

#[test]
fn errors_are_seen_behind_paths_and_at_any_depth() {
    type Result<T> = std::result::Result<T, Unclassed>;

    #[chain_step]
    fn behind_a_path() -> io::Result<std::result::Result<u8, Refused>> {
        Ok(Err(Refused))
    }
    #[rustfmt::skip]
    #[chain_step]
    #[allow(unused_parens, reason = "the macros of callers write such types")]
    fn in_parentheses() -> (Result<(Option<(Result<(std::result::Result<u8, Refused>)>)>)>) {
        Ok(Some(Ok(Err(Refused))))
    }
    #[chain_step]
    fn without_arguments() -> Result<fmt::Result> {
        Ok(Err(fmt::Error))
    }
    assert_refused(&sync_span_of(behind_a_path));
    assert_refused(&sync_span_of(in_parentheses));
    let class = sync_span_of(without_arguments).text("error.type");
    assert_eq!(class.as_deref(), Some("core::fmt::Error"));
}

#[tokio::test]
async fn errors_are_seen_in_returned_futures() {
    type Timed = Result<Result<Usage, Refused>, Elapsed>;

    #[chain_step]
    fn opaque(fail: bool) -> impl Future<Output = Result<Result<Usage, Refused>, Elapsed>> {
        timeout(LONG, asked(fail))
    }
    #[chain_step]
    fn deferred(fail: bool) -> impl Future<Output = Result<Result<u8, Refused>, Elapsed>> {
        async move {
            timeout(LONG, async {
                if fail {
                    Err(Refused)?;
                }
                Ok(1)
            })
            .await
        }
    }
    #[chain_step]
    fn boxed(fail: &bool) -> Pin<Box<dyn Future<Output = Option<refusing::Result<u8>>> + '_>> {
        Box::pin(asked(*fail).map(|asked| Some(asked.map(|_| 1))))
    }
    #[chain_step]
    fn named(fail: bool) -> BoxFuture<'static, Result<Result<u8, Refused>, Elapsed>> {
        Box::pin(async move {
            timeout(LONG, async {
                if fail {
                    Err(Refused)?;
                }
                Ok(1)
            })
            .await
        })
    }
    #[async_trait]
    trait Model {
        async fn ask(&self, fail: bool) -> Result<Result<Usage, Refused>, Elapsed>;
    }
    struct Remote;
    #[async_trait]
    impl Model for Remote {
        #[llm_span(system = "openai", model = "m")]
        async fn ask(&self, fail: bool) -> Result<Result<Usage, Refused>, Elapsed> {
            timeout(LONG, asked(fail)).await
        }
    }
    #[chain_step]
    async fn hidden() -> Timed {
        Ok(Err(Refused))
    }
    assert_refused(&span_of(|| opaque(true)).await);
    assert_refused(&span_of(|| deferred(true)).await);
    assert_refused(&span_of(|| boxed(&true)).await);
    assert_refused(&span_of(|| named(true)).await);
    assert_refused(&span_of(|| Remote.ask(true)).await);
    assert_completed(&span_of(|| named(false)).await);
    // As the documentation says: nobody knows what an alias stands for.
    assert_completed(&span_of(hidden).await);
}

#[test]
fn an_inner_error_that_borrows_is_recorded_for_any_lifetime() {
    struct Borrowing<'a>(&'a str);
    impl Display for Borrowing<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }
    struct Eternal<'a>(&'a str);
    impl Display for Eternal<'static> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }
    #[chain_step]
    fn borrowing<'a>(text: &'a str) -> Result<Result<(), Borrowing<'a>>, Eternal<'a>> {
        Ok(Err(Borrowing(text)))
    }
    #[chain_step]
    fn eternal<'a>(text: &'a str) -> Option<Result<(), Eternal<'a>>> {
        Some(Err(Eternal(text)))
    }
    let text = "used up".to_owned();
    let span = sync_span_of(|| borrowing(&text).is_ok());
    assert_eq!(span.status, Status::error("used up"));
    let span = sync_span_of(|| eternal(&text).is_some());
    assert_eq!(span.status, Status::error(""));
    let class = span.text("error.type").unwrap();
    assert!(class.contains("::Eternal"), "{class}");
}
