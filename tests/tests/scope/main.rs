//! The user, feature and other facts of a scope are recorded on everything inside, and nowhere else.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

mod shown;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use futures::{FutureExt, Stream, StreamExt};
use genai_runtime::propagation::{self, JoinSetExt};
use genai_runtime::testing::{Capture, CapturedSpan, assert_conformant, capture};
use genai_runtime::{Conventions, Usage, attributes, chain, chain_step, llm_span};
use opentelemetry::Context;
use tokio::task::JoinSet;

#[llm_span(system = "openai", model = "m")]
async fn ask() -> Usage {
    tokio::task::yield_now().await;
    Usage::new().input(3).output(5)
}

#[llm_span(system = "openai", model = "m")]
fn count() -> impl Stream<Item = Usage> {
    futures::stream::iter(1..3).map(|count| Usage::new().output(count))
}

#[chain_step]
async fn step() {
    ask().await;
}

#[chain_step(kind = tool)]
fn look_up() {}

#[chain_step(kind = workflow, conversation = id, user = id, session = id, feature = "chat")]
async fn workflow(id: &str) {
    step().await;
    look_up();
}

const KEYS: [&str; 4] = [
    "user.id",
    "session.id",
    "app.feature",
    "gen_ai.conversation.id",
];

fn scope_values(span: &CapturedSpan) -> Vec<String> {
    let values = KEYS.iter().filter_map(|key| span.text(key));
    values.collect()
}

#[tokio::test]
async fn the_scope_of_a_workflow_applies_to_everything_beneath() {
    for conventions in [Conventions::V1_41, Conventions::LATEST] {
        let capture = Capture::with_conventions(conventions);
        capture.run_async(workflow("w")).await;
        for name in ["invoke_workflow workflow", "chat m", "execute_tool look_up"] {
            assert_eq!(
                scope_values(&capture.span(name)),
                ["w", "w", "chat", "w"],
                "{name}"
            );
        }
        // The conventions have no conversation on it.
        assert_eq!(scope_values(&capture.span("step")), ["w", "w", "chat"]);
        assert_conformant(&capture);
    }
}

#[tokio::test]
async fn a_scope_applies_to_calls_inside_only() {
    let capture = capture();
    let run = async {
        let scope = chain::scope().user("u").session("s").feature("f");
        let scope = scope.attribute("app.tenant", 7_u64);
        scope.conversation("c").enter_async(step()).await;
        look_up();
    };
    capture.run_async(run).await;
    let call = capture.span("chat m");
    assert_eq!(scope_values(&call), ["u", "s", "f", "c"]);
    assert_eq!(call.integer("app.tenant"), Some(7));
    assert!(scope_values(&capture.span("execute_tool look_up")).is_empty());
    assert_conformant(&capture);
}

#[test]
fn a_scope_applies_to_closures_and_streams_but_not_to_consumers() {
    let capture = capture();
    capture.run(|| {
        let stream = chain::scope().user("u").enter(count);
        assert_eq!(stream.count().now_or_never(), Some(2));
        let polled = futures::stream::poll_fn(|_| {
            look_up();
            Poll::Ready(None::<()>)
        });
        let mut polled = chain::scope().user("u").enter_stream(polled);
        assert_eq!(polled.next().now_or_never(), Some(None));
        count().count().now_or_never();
    });
    let spans = capture.spans();
    let users: Vec<_> = spans.iter().map(|span| span.text("user.id")).collect();
    assert_eq!(users, [Some("u".into()), Some("u".into()), None]);
}

#[test]
fn values_of_a_scope_are_dropped_inside() {
    struct Reports;
    impl Drop for Reports {
        fn drop(&mut self) {
            look_up();
        }
    }
    let capture = capture();
    capture.run(|| {
        let held = Reports;
        let future = async move {
            let _held = held;
            std::future::pending::<()>().await;
        };
        drop(chain::scope().user("u").enter_async(future));
    });
    assert_eq!(capture.only_span().text("user.id").as_deref(), Some("u"));
}

#[tokio::test]
async fn an_inner_scope_overrides_an_outer_one_and_a_function_both() {
    #[chain_step(attributes("app.tenant" = "own", "app.other" = "own"))]
    fn own() {}
    let capture = capture();
    let inner = async {
        let user: Option<&str> = None;
        let inner = chain::scope()
            .session("inner")
            .user(user)
            .enter_async(ask());
        inner.await;
        own();
    };
    let outer = chain::scope().user("outer").session("outer");
    let outer = outer.attribute("app.tenant", "outer").enter_async(inner);
    capture.run_async(outer).await;
    assert_eq!(scope_values(&capture.span("chat m")), ["outer", "inner"]);
    let own = capture.span("own");
    assert_eq!(own.text("app.tenant").as_deref(), Some("own"));
    assert_eq!(own.text("session.id").as_deref(), Some("outer"));
    assert_conformant(&capture);
}

#[chain_step(parent = context)]
fn look_up_in(context: &Context) {}

#[tokio::test]
async fn a_scope_follows_the_carried_context() {
    let capture = capture();
    let run = async {
        genai_runtime::spawn(ask()).await.unwrap();
        genai_runtime::spawn_blocking(look_up).await.unwrap();
        propagation::spawn_thread(look_up).join().unwrap();
        let mut tasks = JoinSet::new();
        tasks.spawn_in_context(step());
        tasks.join_all().await;
        let context = Context::current();
        look_up_in(&context);
    };
    let scope = chain::scope().user("u").session("s");
    capture.run_async(scope.enter_async(run)).await;
    let spans = capture.spans();
    assert_eq!(spans.len(), 6);
    for span in spans {
        assert_eq!(scope_values(&span), ["u", "s"], "{}", span.name);
    }
}

#[tokio::test]
async fn a_scope_is_not_propagated_to_other_processes() {
    let capture = capture();
    let headers = Arc::new(Mutex::new(BTreeMap::new()));
    let inject = async { propagation::inject(&mut *headers.lock().unwrap()) };
    let scope = chain::scope().user("u").conversation("c");
    capture.run_async(scope.enter_async(inject)).await;
    assert_eq!(*headers.lock().unwrap(), BTreeMap::new());
}

#[test]
fn attributes_of_a_single_span_are_not_accepted_in_a_scope() {
    let capture = capture();
    let scope = chain::scope().attribute("gen_ai.usage.input_tokens", 3);
    let scope = scope
        .attribute("error.type", "none")
        .attribute("genai_runtime.outcome", "x");
    let scope = scope.attributes(|| attributes! { "app.tenant" = 7, user.name = "Ada" });
    capture.run(|| scope.enter(look_up));
    let span = capture.only_span();
    for key in [
        "gen_ai.usage.input_tokens",
        "error.type",
        "genai_runtime.outcome",
    ] {
        assert_eq!(span.attribute(key), None, "{key}");
    }
    assert_eq!(span.integer("app.tenant"), Some(7));
    assert_eq!(span.text("user.name").as_deref(), Some("Ada"));
    assert_conformant(&capture);
}

#[tokio::test]
async fn a_scope_works_where_nothing_is_recorded() {
    let capture = Capture::unsampled();
    capture.run_async(workflow("w")).await;
    assert!(capture.spans().is_empty());
    chain::scope().user("u").enter_async(workflow("w")).await;
}
