//! Spans nest by the OpenTelemetry context, whichever library creates them.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use futures::future::join;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Usage, chain_step, llm_span, propagation, spawn, spawn_blocking};
use opentelemetry::Context;
use opentelemetry::trace::{FutureExt, TraceContextExt, Tracer, TracerProvider};
use tracing::Instrument;
use tracing_subscriber::layer::SubscriberExt;

#[llm_span(system = "openai", model = "gpt-4o-mini")]
fn sync_leaf() -> Usage {
    Usage::new().input(1)
}

#[llm_span(system = "openai", model = "gpt-4o-mini")]
async fn leaf() -> Usage {
    tokio::task::yield_now().await;
    Usage::new().input(1)
}

#[chain_step]
fn sync_step() {
    sync_leaf();
}

#[chain_step]
async fn step() {
    sync_step();
    leaf().await;
}

#[chain_step(kind = workflow)]
async fn workflow() {
    step().await;
}

#[tokio::test]
async fn sync_and_async_functions_nest_in_each_other() {
    let capture = capture();
    capture.run_async(workflow()).await;
    let workflow = capture.span("invoke_workflow workflow");
    let step = capture.span("step");
    let sync_step = capture.span("sync_step");
    assert_eq!(workflow.parent_id, None);
    assert!(step.is_child_of(&workflow));
    assert!(sync_step.is_child_of(&step));
    let chats: Vec<_> = named(&capture, "chat gpt-4o-mini");
    assert_eq!(chats.len(), 2);
    assert!(chats.iter().any(|chat| chat.is_child_of(&sync_step)));
    assert!(chats.iter().any(|chat| chat.is_child_of(&step)));
    assert_conformant(&capture);
}

#[tokio::test]
async fn joined_children_are_siblings() {
    #[chain_step]
    async fn fan_out() {
        join(leaf(), join(leaf(), leaf())).await;
    }
    let capture = capture();
    capture.run_async(fan_out()).await;
    let parent = capture.span("fan_out");
    let children = named(&capture, "chat gpt-4o-mini");
    assert_eq!(children.len(), 3);
    assert!(children.iter().all(|child| child.is_child_of(&parent)));
    assert_conformant(&capture);
}

#[tokio::test(flavor = "multi_thread")]
async fn spawned_children_nest_if_the_context_is_carried() {
    #[chain_step]
    async fn fan_out() {
        let task = spawn(leaf());
        let blocking = spawn_blocking(sync_leaf);
        let thread = std::thread::spawn(propagation::with_current_context(sync_leaf));
        task.await.unwrap();
        blocking.await.unwrap();
        thread.join().unwrap();
    }
    let capture = capture();
    capture.run_async(fan_out()).await;
    let parent = capture.span("fan_out");
    let children = named(&capture, "chat gpt-4o-mini");
    assert_eq!(children.len(), 3);
    assert!(children.iter().all(|child| child.is_child_of(&parent)));
    assert_conformant(&capture);
}

#[tokio::test]
async fn an_aborted_task_is_reported_under_its_spawner() {
    #[chain_step]
    async fn spawner() {
        let task = spawn(leaf());
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }
    let capture = capture();
    capture.run_async(spawner()).await;
    let child = capture.span("chat gpt-4o-mini");
    assert!(child.is_child_of(&capture.span("spawner")));
    assert_eq!(
        child.text("genai_runtime.outcome").as_deref(),
        Some("cancelled")
    );
    assert_conformant(&capture);
}

#[tokio::test]
async fn a_future_nests_in_the_context_of_its_first_poll() {
    let capture = capture();
    let tracer = capture.tracer_provider().tracer("host");
    let made_outside = leaf();
    let span = tracer.start_with_context("host span", capture.context());
    let context = capture.context().with_span(span);
    made_outside.with_context(context.clone()).await;
    context.span().end();
    let host = capture.span("host span");
    assert!(capture.span("chat gpt-4o-mini").is_child_of(&host));
    assert_conformant(&capture);
}

#[tokio::test]
async fn spans_of_the_opentelemetry_api_nest_in_both_directions() {
    #[chain_step]
    async fn outer(capture: &Capture) {
        let tracer = capture.tracer_provider().tracer("library");
        let context = Context::current_with_span(tracer.start("library span"));
        leaf().with_context(context.clone()).await;
        context.span().end();
    }
    let capture = capture();
    capture.run_async(outer(&capture)).await;
    let library = capture.span("library span");
    assert_eq!(library.scope, "library");
    assert!(library.is_child_of(&capture.span("outer")));
    assert!(capture.span("chat gpt-4o-mini").is_child_of(&library));
    assert_conformant(&capture);
}

#[tokio::test]
async fn spans_of_tracing_nest_in_both_directions() {
    #[chain_step]
    async fn outer() {
        let inside = async {
            leaf().await;
            let _entered = tracing::info_span!("entered").entered();
            sync_step();
        };
        inside.instrument(tracing::info_span!("instrumented")).await;
    }
    let capture = capture();
    let tracer = capture.tracer_provider().tracer("tracing");
    let layer = tracing_opentelemetry::layer().with_tracer(tracer);
    let subscriber = tracing_subscriber::registry().with(layer);
    let _default = tracing::subscriber::set_default(subscriber);
    let host = async { outer().instrument(tracing::info_span!("host")).await };
    capture.run_async(host).await;

    let host = capture.span("host");
    let outer = capture.span("outer");
    let instrumented = capture.span("instrumented");
    let entered = capture.span("entered");
    let sync_step = capture.span("sync_step");
    assert_eq!(host.parent_id, None);
    assert!(outer.is_child_of(&host));
    assert!(instrumented.is_child_of(&outer));
    assert!(entered.is_child_of(&instrumented));
    assert!(sync_step.is_child_of(&entered));
    let chats = named(&capture, "chat gpt-4o-mini");
    assert!(chats.iter().any(|chat| chat.is_child_of(&instrumented)));
    assert!(chats.iter().any(|chat| chat.is_child_of(&sync_step)));
    assert_conformant(&capture);
}

#[tokio::test]
async fn an_explicit_parent_overrides_the_current_span() {
    #[chain_step(parent = parent)]
    async fn adopted(parent: &Context) {}

    #[chain_step]
    async fn elsewhere(parent: &Context) {
        adopted(parent).await;
    }
    let capture = capture();
    let tracer = capture.tracer_provider().tracer("host");
    let span = tracer.start_with_context("chosen", capture.context());
    let chosen = capture.context().with_span(span);
    capture.run_async(elsewhere(&chosen)).await;
    chosen.span().end();
    assert!(capture.span("adopted").is_child_of(&capture.span("chosen")));
    assert_conformant(&capture);
}

#[tokio::test]
async fn the_current_context_is_restored_after_every_poll() {
    let capture = capture();
    let observed = capture.run_async(async {
        let before = Context::current().span().span_context().span_id();
        let mut call = std::pin::pin!(leaf());
        assert!(futures::poll!(call.as_mut()).is_pending());
        let between = Context::current().span().span_context().span_id();
        call.await;
        let after = Context::current().span().span_context().span_id();
        [before, between, after]
    });
    let [before, between, after] = observed.await;
    assert_eq!(before, between);
    assert_eq!(before, after);
    assert_eq!(capture.spans().len(), 1);
    assert_conformant(&capture);
}

#[tokio::test]
async fn a_conversation_is_recorded_on_the_calls_beneath() {
    #[chain_step(kind = tool)]
    async fn look_up() {
        leaf().await;
    }
    #[llm_span(system = "openai", operation = embeddings, model = "embedding")]
    async fn embed() -> Usage {
        Usage::new()
    }
    #[chain_step(kind = workflow, name = "talk", conversation = session)]
    async fn talk(session: &str) {
        look_up().await;
        embed().await;
    }
    let capture = capture();
    capture.run_async(talk("session-7")).await;
    for name in [
        "invoke_workflow talk",
        "execute_tool look_up",
        "chat gpt-4o-mini",
    ] {
        let conversation = capture.span(name).text("gen_ai.conversation.id");
        assert_eq!(conversation.as_deref(), Some("session-7"), "{name}");
    }
    // The conventions have no conversation on embeddings spans.
    let embeddings = capture.span("embeddings embedding");
    assert_eq!(embeddings.attribute("gen_ai.conversation.id"), None);
    assert_conformant(&capture);
}

fn named(capture: &Capture, name: &str) -> Vec<genai_runtime::testing::CapturedSpan> {
    let spans = capture.spans().into_iter();
    spans.filter(|span| span.name == name).collect()
}
