//! Repeated attempts are numbered and linked to the first one.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

use genai_runtime::testing::{Capture, CapturedSpan, assert_conformant, capture};
use genai_runtime::{Conventions, Usage, chain_step, llm_span};
use opentelemetry::Context;
use opentelemetry::trace::{TraceContextExt, Tracer, TracerProvider};

#[llm_span(system = "openai", model = "m", attempt = attempt)]
async fn ask(attempt: u32) -> Result<Usage, String> {
    tokio::task::yield_now().await;
    if attempt < 3 {
        Err("busy".to_owned())
    } else {
        Ok(Usage::new().input(1))
    }
}

#[chain_step(attempt = attempt)]
async fn draft(attempt: u32) -> Result<(), String> {
    ask(attempt).await.map(|_| ())
}

#[chain_step(kind = workflow)]
async fn answer() {
    for attempt in 1..=3 {
        if draft(attempt).await.is_ok() {
            break;
        }
    }
    for attempt in 1..=3 {
        if ask(attempt).await.is_ok() {
            break;
        }
    }
}

fn named(capture: &Capture, name: &str) -> Vec<CapturedSpan> {
    let spans = capture.spans().into_iter();
    spans.filter(|span| span.name == name).collect()
}

fn assert_linked_to_the_first(attempts: &[CapturedSpan]) {
    let [first, second, third] = attempts else {
        assert_eq!(attempts.len(), 3);
        return;
    };
    for (number, attempt) in (1..).zip([first, second, third]) {
        assert_eq!(attempt.integer("chain.attempt"), Some(number));
    }
    assert!(first.links.is_empty());
    for retry in [second, third] {
        assert_eq!(retry.links.len(), 1);
        assert!(retry.is_linked_to(first));
    }
}

#[tokio::test]
async fn steps_and_calls_are_linked_to_their_first_attempt() {
    for conventions in [Conventions::V1_41, Conventions::LATEST] {
        let capture = Capture::with_conventions(conventions);
        capture.run_async(answer()).await;
        let workflow = capture.span("invoke_workflow answer");
        assert_eq!(workflow.text("chain.path").as_deref(), Some("draft×3"));
        assert_linked_to_the_first(&named(&capture, "draft"));
        let (direct, nested): (Vec<_>, Vec<_>) = named(&capture, "chat m")
            .into_iter()
            .partition(|call| call.is_child_of(&workflow));
        assert_linked_to_the_first(&direct);
        // Each is the only one under its parent.
        assert!(nested.iter().all(|call| call.links.is_empty()));
        assert_eq!(nested[2].integer("chain.attempt"), Some(3));
        assert_conformant(&capture);
    }
}

#[tokio::test]
async fn an_attempt_after_a_cancelled_one_is_linked_to_it() {
    #[chain_step(attempt = attempt)]
    async fn wait(attempt: u32) {
        if attempt == 1 {
            std::future::pending::<()>().await;
        }
    }
    #[chain_step(kind = workflow)]
    async fn patient() {
        let mut first = Box::pin(wait(1));
        assert!(futures::poll!(&mut first).is_pending());
        drop(first);
        wait(2).await;
    }
    let capture = capture();
    capture.run_async(patient()).await;
    let waits = named(&capture, "wait");
    assert!(waits[1].is_linked_to(&waits[0]));
}

#[test]
fn numbers_below_one_and_none_are_not_recorded() {
    #[chain_step(attempt = attempt)]
    fn draft(attempt: Option<i64>) {}
    #[chain_step]
    fn all() {
        for attempt in [Some(0), Some(-1), Some(i64::MIN), None] {
            draft(attempt);
        }
    }
    let capture = capture();
    capture.run(all);
    for span in named(&capture, "draft") {
        assert_eq!(span.attribute("chain.attempt"), None);
        assert!(span.links.is_empty());
    }
    assert_conformant(&capture);
}

#[test]
fn a_later_attempt_without_a_first_is_numbered_and_not_linked() {
    #[chain_step(attempt = u64::MAX)]
    fn draft() {}
    let capture = capture();
    capture.run(draft);
    let draft = capture.only_span();
    assert_eq!(draft.integer("chain.attempt"), Some(i64::MAX));
    assert!(draft.links.is_empty());
}

#[test]
fn an_operation_is_linked_to_its_origins() {
    #[chain_step(links = jobs)]
    fn digest(jobs: &[Context]) {}
    #[llm_span(system = "openai", model = "m", usage = none, links = [first, other])]
    fn compare(first: &Context, other: &Context) {}
    let capture = capture();
    let tracer = capture.tracer_provider().tracer("jobs");
    let job = |name: &'static str| Context::new().with_span(tracer.start(name));
    let jobs = [job("a"), job("b"), Context::new()];
    let [first, other, _] = &jobs;
    capture.run(|| {
        digest(&[first.clone(), other.clone(), first.clone(), Context::new()]);
        compare(first, other);
    });
    drop(jobs);
    for name in ["digest", "chat m"] {
        let span = capture.span(name);
        assert_eq!(span.links.len(), 2, "{name}");
        for job in ["a", "b"] {
            assert!(span.is_linked_to(&capture.span(job)), "{name}: {job}");
        }
    }
    assert_conformant(&capture);
}
