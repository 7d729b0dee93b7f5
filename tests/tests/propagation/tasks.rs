//! Operations in tasks and threads are nested under their spawner.

use std::cell::RefCell;
use std::thread;

use futures::executor::block_on;
use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime::propagation::{self, InContext, JoinSetExt, in_current_context, spawn_thread};
use genai_runtime::testing::{Capture, CapturedSpan, assert_conformant, capture};
use genai_runtime::{chain_step, spawn, spawn_blocking};
use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt;
use tokio::task::{JoinSet, LocalSet};

#[chain_step]
async fn leaf() -> u32 {
    tokio::task::yield_now().await;
    1
}

#[chain_step(name = "leaf")]
fn sync_leaf() -> u32 {
    1
}

/// The leaves, after asserting that each is directly under the only other span.
fn leaves(capture: &Capture, parent: &str) -> Vec<CapturedSpan> {
    assert_conformant(capture);
    let parent = capture.span(parent);
    let leaves = capture.spans().into_iter();
    let leaves: Vec<_> = leaves.filter(|span| span.name == "leaf").collect();
    assert!(leaves.iter().all(|leaf| leaf.is_child_of(&parent)));
    leaves
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_are_under_their_spawner() {
    #[chain_step]
    async fn spawner() {
        spawn(leaf()).await.unwrap();
        spawn_blocking(sync_leaf).await.unwrap();
        spawn(async { spawn(leaf()).await.unwrap() }).await.unwrap();
    }
    let capture = capture();
    capture.run_async(spawner()).await;
    assert_eq!(leaves(&capture, "spawner").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_of_a_join_set_are_under_their_spawner() {
    #[chain_step]
    async fn spawner() -> u32 {
        let mut tasks = JoinSet::new();
        for _ in 0..3 {
            tasks.spawn_in_context(leaf());
            tasks.spawn_blocking_in_context(sync_leaf);
        }
        tasks.join_all().await.into_iter().sum()
    }
    let capture = capture();
    assert_eq!(capture.run_async(spawner()).await, 6);
    assert_eq!(leaves(&capture, "spawner").len(), 6);
}

#[tokio::test]
async fn local_tasks_are_under_their_spawner() {
    #[chain_step]
    async fn spawner() {
        propagation::spawn_local(leaf()).await.unwrap();
        let mut tasks = JoinSet::new();
        tasks.spawn_local_in_context(leaf());
        tasks.join_all().await;
    }
    let capture = capture();
    LocalSet::new()
        .run_until(capture.run_async(spawner()))
        .await;
    assert_eq!(leaves(&capture, "spawner").len(), 2);
}

#[tokio::test]
async fn an_aborted_task_of_a_join_set_is_reported_under_its_spawner() {
    #[chain_step]
    async fn spawner() {
        let mut tasks = JoinSet::new();
        tasks.spawn_in_context(async {
            let waiting = leaf_that_waits();
            waiting.await;
        });
        tokio::task::yield_now().await;
        tasks.shutdown().await;
    }
    #[chain_step(name = "leaf")]
    async fn leaf_that_waits() {
        std::future::pending::<()>().await;
    }
    let capture = capture();
    capture.run_async(spawner()).await;
    let leaves = leaves(&capture, "spawner");
    let outcome = leaves[0].text("genai_runtime.outcome");
    assert_eq!(outcome.as_deref(), Some("cancelled"));
}

#[test]
fn threads_are_under_their_spawner() {
    #[chain_step]
    fn spawner() {
        spawn_thread(sync_leaf).join().unwrap();
        let named = thread::Builder::new().name("leaf".to_owned());
        let named = named.spawn(propagation::with_current_context(sync_leaf));
        named.unwrap().join().unwrap();
        let mut borrowed = 0;
        thread::scope(|scope| {
            scope.spawn(propagation::with_current_context(|| borrowed = sync_leaf()));
        });
        assert_eq!(borrowed, 1);
    }
    let capture = capture();
    capture.run(spawner);
    assert_eq!(leaves(&capture, "spawner").len(), 3);
}

#[tokio::test]
async fn the_context_is_detached_while_the_future_is_pending() {
    let capture = capture();
    let future = capture.run(|| in_current_context(leaf()));
    let mut future = std::pin::pin!(future);
    assert!(futures::poll!(future.as_mut()).is_pending());
    assert!(!Context::current().span().span_context().is_valid());
    future.await;
    assert_eq!(capture.only_span().name, "leaf");
}

#[test]
fn a_future_is_dropped_in_its_context() {
    struct OnDrop;
    impl Drop for OnDrop {
        fn drop(&mut self) {
            sync_leaf();
        }
    }
    let capture = capture();
    let on_drop = OnDrop;
    drop(InContext::new(capture.context().clone(), async move {
        drop(on_drop);
    }));
    assert_eq!(capture.only_span().name, "leaf");
}

#[test]
fn a_stream_runs_in_the_context_in_which_it_was_made() {
    #[chain_step]
    fn spawner(made: &mut Option<BoxStream<'static, u32>>) {
        let leaves = stream::iter([(), ()]).map(|()| sync_leaf());
        *made = Some(in_current_context(leaves).boxed());
    }
    let capture = capture();
    let mut made = None;
    capture.run(|| spawner(&mut made));
    let made = made.unwrap();
    assert_eq!(made.size_hint(), (2, Some(2)));
    let consumer = made.map(|_| Context::current().span().span_context().is_valid());
    assert_eq!(block_on(consumer.collect::<Vec<_>>()), [false, false]);
    assert_eq!(leaves(&capture, "spawner").len(), 2);
}

thread_local! {
    /// Dropped at the end of its thread, after the thread's current context.
    static KEPT: RefCell<Option<InContext<std::future::Pending<()>>>> = const { RefCell::new(None) };
}

#[test]
fn a_future_that_outlives_the_context_of_its_thread_is_dropped_without_a_panic() {
    let ended = thread::spawn(|| {
        KEPT.with_borrow_mut(|kept| {
            *kept = Some(InContext::new(Context::new(), std::future::pending()));
        });
        // First used after `KEPT`, and therefore destroyed before it.
        drop(Context::current());
    });
    ended.join().unwrap();
}
