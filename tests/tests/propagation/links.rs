//! Links: an operation with several origins.

use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{attributes, chain_step, propagation};
use opentelemetry::Context;
use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState, Tracer, TracerProvider,
};
use serde_json::json;

fn remote(trace: u128, span: u64, flags: TraceFlags) -> Context {
    let (trace, span) = (TraceId::from(trace), SpanId::from(span));
    let span = SpanContext::new(trace, span, flags, true, TraceState::default());
    Context::new().with_remote_span_context(span)
}

#[chain_step]
fn join(contexts: &[Context]) {
    propagation::link_all(contexts);
}

/// The linked span contexts of the only span.
fn linked(capture: &Capture) -> Vec<(u128, u64, bool)> {
    let links = capture.only_span().links.into_iter();
    let ids = links.map(|link| {
        let span = link.span_context;
        let (trace, id) = (span.trace_id().to_bytes(), span.span_id().to_bytes());
        (
            u128::from_be_bytes(trace),
            u64::from_be_bytes(id),
            span.is_sampled(),
        )
    });
    ids.collect()
}

#[test]
fn each_context_is_linked_once_in_order_sampled_or_not() {
    let capture = capture();
    let sampled = TraceFlags::SAMPLED;
    let contexts = [
        remote(2, 1, sampled),
        remote(1, 1, TraceFlags::default()),
        Context::new(),
        remote(2, 1, TraceFlags::default()),
        remote(0, 7, sampled),
        remote(7, 0, sampled),
        remote(2, 3, sampled),
    ];
    capture.run(|| join(&contexts));
    let expected = [(2, 1, true), (1, 1, false), (2, 3, true)];
    assert_eq!(linked(&capture), expected);
    let links = capture.only_span().links;
    assert!(links.iter().all(|link| link.span_context.is_remote()));
    assert_conformant(&capture);
}

#[test]
fn a_span_is_not_linked_to_itself() {
    #[chain_step]
    fn alone() {
        propagation::link(&Context::current());
        // The carrier is empty, so the current context is extracted.
        propagation::link_all([propagation::extract(&json!({}))]);
    }
    let capture = capture();
    capture.run(alone);
    assert_eq!(linked(&capture), []);
}

#[test]
fn a_link_has_the_given_attributes() {
    #[chain_step]
    fn retry(first: &Context) {
        propagation::link_with(
            first,
            attributes! { "app.attempt" = 1, "app.reason" = "timeout" },
        );
        propagation::link(&remote(9, 9, TraceFlags::SAMPLED));
    }
    let capture = capture();
    capture.run(|| retry(&remote(8, 8, TraceFlags::SAMPLED)));
    let links = capture.only_span().links;
    assert_eq!(links[0].attribute("app.attempt"), Some(&1_i64.into()));
    assert_eq!(links[0].attribute("app.reason"), Some(&"timeout".into()));
    assert_eq!(links[1].attributes, []);
}

#[test]
fn links_are_added_to_the_innermost_span() {
    #[chain_step]
    fn outer(capture: &Capture) {
        let tracer = capture.tracer_provider().tracer("library");
        let context = Context::current_with_span(tracer.start("library span"));
        {
            let _attached = context.clone().attach();
            propagation::link(&remote(5, 5, TraceFlags::SAMPLED));
        }
        context.span().end();
    }
    let capture = capture();
    capture.run(|| outer(&capture));
    assert_eq!(capture.span("library span").links.len(), 1);
    assert_eq!(capture.span("outer").links.len(), 0);
}

#[tokio::test]
async fn a_span_that_joins_tasks_is_linked_to_all_of_them() {
    #[chain_step]
    async fn vote(ballot: u32) -> (u32, Context) {
        tokio::task::yield_now().await;
        (ballot, Context::current())
    }
    #[chain_step]
    async fn count(ballots: Vec<(u32, Context)>) -> u32 {
        propagation::link_all(ballots.iter().map(|(_, context)| context));
        ballots.iter().map(|(ballot, _)| ballot).sum()
    }
    let capture = capture();
    let election = async {
        let ballots = futures::future::join_all((1..=3).map(vote)).await;
        count(ballots).await
    };
    assert_eq!(capture.run_async(election).await, 6);
    let count = capture.span("count");
    let spans = capture.spans();
    let mut votes = spans.iter().filter(|span| span.name == "vote");
    assert_eq!(count.links.len(), 3);
    assert!(votes.all(|vote| count.is_linked_to(vote) && vote.trace_id != count.trace_id));
}

#[test]
fn without_a_span_nothing_is_linked() {
    propagation::link(&remote(1, 1, TraceFlags::SAMPLED));
    let unsampled = Capture::unsampled();
    unsampled.run(|| join(&[remote(1, 1, TraceFlags::SAMPLED)]));
    assert_eq!(unsampled.spans().len(), 0);
}
