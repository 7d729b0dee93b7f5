//! The path of a workflow, and the decisions in it.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::HashSet;

use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Conventions, chain_step, decision};
use opentelemetry::Value;

/// Pseudo-random numbers of yields, including none: a different sequence for each seed.
struct Waits(u64);

impl Waits {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % 20
    }
}

async fn take(turns: u64) {
    for _ in 0..turns {
        tokio::task::yield_now().await;
    }
}

#[chain_step(kind = workflow)]
async fn answer(waits: &mut Waits, route: &'static str, rounds: usize) {
    choose(route);
    if route == "search" {
        tokio::join!(
            search("a", waits.next()),
            search("b", waits.next()),
            remember(waits.next())
        );
        rerank(waits.next()).await;
    }
    for _ in 0..rounds {
        draft(waits.next()).await;
    }
}

#[chain_step]
fn choose(route: &'static str) {
    decision("routing", "undecided");
    decision("routing", route).confidence(0.87);
}

#[chain_step(kind = retrieval, data_source = source)]
async fn search(source: &str, wait: u64) {
    read(wait).await;
}

#[chain_step]
async fn read(wait: u64) {
    take(wait).await;
}

#[chain_step]
async fn remember(wait: u64) {
    take(wait).await;
}

#[chain_step(kind = rerank)]
async fn rerank(wait: u64) {
    take(wait).await;
}

#[chain_step]
async fn draft(wait: u64) {
    take(wait).await;
}

async fn way(seed: u64, route: &'static str, rounds: usize) -> (Capture, String, String) {
    let capture = capture();
    capture
        .run_async(answer(&mut Waits(seed), route, rounds))
        .await;
    let workflow = capture.span("invoke_workflow answer");
    let path = workflow.text("chain.path").unwrap();
    let hash = workflow.text("chain.path.hash").unwrap();
    (capture, path, hash)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn equal_runs_have_equal_paths_in_a_thousand_interleavings() {
    let mut seen = HashSet::new();
    for seed in 1..=1000 {
        let (_, path, hash) = way(seed, "search", 2).await;
        seen.insert((path, hash));
    }
    let seen: Vec<_> = seen.into_iter().collect();
    let [(path, hash)] = &*seen else {
        panic_on(&seen);
        return;
    };
    assert_eq!(
        path,
        "choose > {remember, search(read)×2} > rerank > draft×2"
    );
    assert_eq!(hash.len(), 16);
}

fn panic_on(seen: &[(String, String)]) {
    assert_eq!(seen.len(), 1, "{seen:#?}");
}

#[tokio::test]
async fn different_paths_have_different_hashes() {
    let mut hashes = HashSet::new();
    for (route, rounds) in [
        ("search", 1),
        ("search", 2),
        ("answer", 1),
        ("answer", 2),
        ("none", 0),
    ] {
        let (capture, _, hash) = way(7, route, rounds).await;
        assert!(hashes.insert(hash), "{route} {rounds}");
        assert_conformant(&capture);
    }
}

#[tokio::test]
async fn decisions_are_recorded_on_their_step_and_on_the_workflow() {
    let (capture, ..) = way(3, "answer", 1).await;
    for span in ["choose", "invoke_workflow answer"] {
        let span = capture.span(span);
        assert_eq!(
            span.text("chain.decision.routing").as_deref(),
            Some("answer")
        );
        let confidence = span.attribute("chain.decision.routing.confidence");
        assert_eq!(confidence, Some(&Value::F64(0.87)));
    }
}

#[test]
fn the_path_of_a_long_loop_is_bounded() {
    #[chain_step(kind = workflow)]
    fn run() {
        for round in 0..10_000_u32 {
            if round % 2 == 0 { even() } else { odd() }
        }
    }
    #[chain_step]
    fn even() {
        decision(
            format!(
                "round_{}",
                DECISIONS.with(|count| count.replace(count.get() + 1))
            ),
            "even",
        );
    }
    #[chain_step]
    fn odd() {}
    thread_local! {
        static DECISIONS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    let capture = capture();
    capture.run(run);
    let workflow = capture.span("invoke_workflow run");
    let path = workflow.text("chain.path").unwrap();
    assert_eq!(path.matches('>').count(), 64);
    assert!(path.ends_with('…'));
    assert!(workflow.attributes.len() < 80);
}

#[test]
fn nested_workflows_have_paths_of_their_own() {
    #[chain_step(kind = workflow)]
    fn outer() {
        step();
        inner();
    }
    #[chain_step(kind = workflow)]
    fn inner() {
        step();
    }
    #[chain_step]
    fn step() {}
    let capture = capture();
    capture.run(outer);
    let path = |name: &str| capture.span(name).text("chain.path");
    assert_eq!(
        path("invoke_workflow outer").as_deref(),
        Some("step > inner(step)")
    );
    assert_eq!(path("invoke_workflow inner").as_deref(), Some("step"));
    assert_conformant(&capture);
}

#[test]
fn plans_have_the_names_of_their_functions_in_the_path() {
    #[chain_step(kind = workflow)]
    fn run() {
        draft_plan();
        refine_plan();
    }
    #[chain_step(kind = plan, agent = "other")]
    fn draft_plan() {}
    #[chain_step(kind = plan, agent = "other")]
    fn refine_plan() {}
    for conventions in [Conventions::V1_41, Conventions::LATEST] {
        let capture = Capture::with_conventions(conventions);
        capture.run(run);
        let path = capture.span("invoke_workflow run").text("chain.path");
        assert_eq!(path.as_deref(), Some("draft_plan > refine_plan"));
    }
}

#[test]
fn outside_of_a_workflow_no_path_is_recorded() {
    #[chain_step]
    fn step() {
        decision("routing", "alone");
    }
    let capture = capture();
    capture.run(step);
    let step = capture.only_span();
    assert_eq!(step.text("chain.path"), None);
    assert_eq!(
        step.text("chain.decision.routing").as_deref(),
        Some("alone")
    );
    assert_conformant(&capture);
}

#[tokio::test]
async fn a_step_that_was_never_polled_is_not_in_the_path() {
    #[chain_step(kind = workflow)]
    async fn answer() {
        tokio::select! {
            biased;
            () = remember(0) => {}
            () = draft(0) => {}
        }
        drop(rerank(0));
    }
    let capture = capture();
    capture.run_async(answer()).await;
    let workflow = capture.span("invoke_workflow answer");
    assert_eq!(workflow.text("chain.path").as_deref(), Some("remember"));
    assert_eq!(capture.spans().len(), 4);
}
